using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;

namespace RagCluster.Storage.Relational.Writing;

/// <summary>A change of who may see a document.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Document">The document.</param>
/// <param name="Acl">The list; null for the one that the document's row holds, which an upload may have changed.</param>
/// <param name="Epoch">The epoch of the shard's writer.</param>
internal sealed record AclChange(CollectionId Collection, DocumentId Document, DocumentAcl? Acl, long Epoch);

using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;

namespace RagCluster.Storage.Relational.Writing;

/// <summary>The deletion of a document.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Document">The document.</param>
/// <param name="Epoch">The epoch under which the shard's owner lets it be written; 0 while nobody owns the shard.</param>
/// <param name="Generation">The only version that is to be deleted; null for whichever is the latest.</param>
internal readonly record struct DocumentDeletion(CollectionId Collection, DocumentId Document, long Epoch, long? Generation);

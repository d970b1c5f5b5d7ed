using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;

namespace RagCluster.Storage.Relational.Writing;

/// <summary>Names one version of a document.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Document">The document.</param>
/// <param name="Generation">The version.</param>
internal sealed record VersionKey(CollectionId Collection, DocumentId Document, long Generation);

using RagCluster.Corpus.Documents;

namespace RagCluster.Grains.Interfaces.Ingest;

/// <summary>A version of a document that waits for indexing.</summary>
/// <param name="Document">The document.</param>
/// <param name="Generation">The version.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.PendingVersion")]
public sealed record PendingVersion([property: Id(0)] DocumentId Document, [property: Id(1)] long Generation);

using RagCluster.Corpus.Documents;

namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>A document that an answer came from.</summary>
/// <param name="Document">The document.</param>
/// <param name="Generation">Its version then.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.CitedDocument")]
public sealed record CitedDocument([property: Id(0)] DocumentId Document, [property: Id(1)] long Generation);

using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Corpus.Answers;

/// <summary>A chunk as shown to a reader, with its document's title and its scores.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Uri">The document's URI or name.</param>
/// <param name="Metadata">The document's metadata.</param>
/// <param name="Score">The score that ranked it: higher is better.</param>
/// <param name="Scores">The parts of the score.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.Passage")]
public sealed record Passage(
    [property: Id(0)] Chunk Chunk,
    [property: Id(1)] string Title,
    [property: Id(2)] string Uri,
    [property: Id(3)] Dictionary<string, MetadataValue> Metadata,
    [property: Id(4)] double Score,
    [property: Id(5)] PassageScores Scores
)
{
    /// <summary>Where the chunk's text holds words of the query, in order, none touching another; null when nobody asked.</summary>
    [Id(6)]
    public TextHighlight[]? Highlights { get; init; }
}

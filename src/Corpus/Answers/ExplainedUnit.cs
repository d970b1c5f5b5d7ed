using RagCluster.Corpus.Chunks;

namespace RagCluster.Corpus.Answers;

/// <summary>A unit of a passage that may answer: a sentence, an item, a row or a block of code.</summary>
/// <param name="Chunk">The passage.</param>
/// <param name="Start">Where it begins in its document's text.</param>
/// <param name="End">One past its last character.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Odds">The log odds that it holds what is asked.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ExplainedUnit")]
public sealed record ExplainedUnit(
    [property: Id(0)] ChunkId Chunk,
    [property: Id(1)] int Start,
    [property: Id(2)] int End,
    [property: Id(3)] string Kind,
    [property: Id(4)] double Odds
)
{
    /// <summary>Whether the answer shows it.</summary>
    [Id(5)]
    public bool IsShown { get; init; }

    /// <summary>What contributes most to its log odds; none where documents have no structure.</summary>
    [Id(6)]
    public ExplainedSign[] Features { get; init; } = [];
}

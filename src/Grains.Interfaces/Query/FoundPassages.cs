using RagCluster.Corpus.Answers;

namespace RagCluster.Grains.Interfaces.Query;

/// <summary>What a query found: the part of a response that a cache may keep and give to somebody else.</summary>
/// <param name="Passages">The passages, best first.</param>
/// <param name="ShardsAsked">Shards of the collection.</param>
/// <param name="ShardsAnswered">Shards that answered; fewer means a partial result.</param>
/// <param name="Degraded">Fallbacks that were used, for example <c>dense_unavailable</c>.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.FoundPassages")]
public sealed record FoundPassages(
    [property: Id(0)] Passage[] Passages,
    [property: Id(1)] int ShardsAsked,
    [property: Id(2)] int ShardsAnswered,
    [property: Id(3)] string[] Degraded
)
{
    /// <summary>What was searched for an answer: the question as it stands alone, then its other wordings; empty for a search.</summary>
    [Id(4)]
    public string[] Queries { get; init; } = [];
}

using RagCluster.Corpus.Answers;
using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Interfaces.Planning;

namespace RagCluster.Grains.Interfaces.Query;

/// <summary>The passages for a query, best first.</summary>
/// <param name="Passages">The passages.</param>
/// <param name="ShardsAsked">Shards of the collection.</param>
/// <param name="ShardsAnswered">Shards that answered; fewer means a partial result.</param>
/// <param name="Degraded">Fallbacks that were used, for example <c>dense_unavailable</c>.</param>
/// <param name="Took">Time from the request's arrival at the grain.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.SearchResponse")]
public sealed record SearchResponse(
    [property: Id(0)] Passage[] Passages,
    [property: Id(1)] int ShardsAsked,
    [property: Id(2)] int ShardsAnswered,
    [property: Id(3)] string[] Degraded,
    [property: Id(4)] TimeSpan Took
)
{
    /// <summary>The cache tier that had the answer: <c>L1</c>, <c>L2</c> or <c>L3</c>; <c>semantic</c> for the answer to a near question; null when it was computed.</summary>
    [Id(5)]
    public string? Cached { get; init; }

    /// <summary>What was searched for an answer: the question as it stands alone, then its other wordings; empty for a search.</summary>
    [Id(6)]
    public string[] Queries { get; init; } = [];

    /// <summary>How it was found; null unless the request asks.</summary>
    [Id(7)]
    public PlanExplanation? Explanation { get; init; }

    /// <summary>The experiment in which the query took part, or null.</summary>
    [Id(15)]
    public ExperimentExposure? Experiment { get; init; }

    /// <summary>The near question whose answer this is; null for the question's own.</summary>
    [Id(16)]
    public string? AnsweredQuery { get; init; }
}

using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Interfaces.Planning;

namespace RagCluster.Grains.Interfaces.Query;

/// <summary>What is true of one call only, whoever else is given the same passages.</summary>
/// <param name="Took">Time from the request's arrival at the grain.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.CallReport")]
public sealed record CallReport([property: Id(0)] TimeSpan Took)
{
    /// <summary>
    /// The cache tier that had the answer: <c>L1</c>, <c>L2</c> or <c>L3</c>; <c>semantic</c> for the answer to a near question; null when
    /// it was computed.
    /// </summary>
    [Id(1)]
    public string? Cached { get; init; }

    /// <summary>The near question whose answer this is; null for the question's own.</summary>
    [Id(2)]
    public string? AnsweredQuery { get; init; }

    /// <summary>How it was found; null unless the request asks.</summary>
    [Id(3)]
    public PlanExplanation? Explanation { get; init; }

    /// <summary>The experiment in which the query took part, or null.</summary>
    [Id(4)]
    public ExperimentExposure? Experiment { get; init; }
}

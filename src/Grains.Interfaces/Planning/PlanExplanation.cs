namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>How a query was answered.</summary>
/// <param name="QueryClass">The query's class.</param>
/// <param name="Plan">The plan's name.</param>
/// <param name="Source">Who chose it.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.PlanExplanation")]
public sealed record PlanExplanation(
    [property: Id(0)] string QueryClass,
    [property: Id(1)] string Plan,
    [property: Id(2)] PlanSource Source
)
{
    /// <summary>The id of the record by which the query can be repeated; null when it was not recorded.</summary>
    [Id(3)]
    public string? Record { get; init; }

    /// <summary>The planner's choice; null when it did not choose.</summary>
    [Id(4)]
    public PlanChoice? Choice { get; init; }

    /// <summary>Hits that each leg was asked for.</summary>
    [Id(5)]
    public int CandidateDepth { get; init; }

    /// <summary>The legs that ran.</summary>
    [Id(6)]
    public PlanLeg[] Legs { get; init; } = [];

    /// <summary>The steps, in the order in which they ended.</summary>
    [Id(7)]
    public StageTime[] Stages { get; init; } = [];
}

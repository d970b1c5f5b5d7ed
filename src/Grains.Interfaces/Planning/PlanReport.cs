namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>What a silo learned from queries of one class. Reports add up: their order does not matter.</summary>
/// <param name="Version">The state of the collection that they were answered from, the newest.</param>
/// <param name="Evidence">Outcomes and latencies.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.PlanReport")]
public sealed record PlanReport([property: Id(0)] CollectionVersion Version, [property: Id(1)] PlanEvidence Evidence)
{
    /// <summary>How many queries it is about.</summary>
    [Id(2)]
    public int QueryCount { get; init; }

    /// <summary>How many of them were judged.</summary>
    [Id(3)]
    public int LabelCount { get; init; }

    /// <summary>The documents that their answers came from.</summary>
    [Id(4)]
    public CitedDocument[] Citations { get; init; } = [];

    /// <summary>Queries that can be repeated.</summary>
    [Id(5)]
    public QueryRecord[] Records { get; init; } = [];

    /// <summary>What the judged queries among them were worth whose plan the planner chose.</summary>
    [Id(6)]
    public UtilitySums Planned { get; init; }

    /// <summary>What those of the control were worth.</summary>
    [Id(7)]
    public UtilitySums Control { get; init; }
}

using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Planning.Evidence;

namespace RagCluster.Grains.Planning.Learning;

/// <summary>A <see cref="PlanLedger"/> as it is stored.</summary>
/// <param name="Evidence">What is known.</param>
/// <param name="Left">What each of the last events left of the quality, oldest first.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.StoredLedger")]
internal sealed record StoredLedger([property: Id(0)] PlanEvidence Evidence, [property: Id(1)] double[] Left)
{
    /// <summary>The state of the collection that it was learned from.</summary>
    [Id(2)]
    public CollectionVersion? Version { get; init; }

    /// <summary>The last events, newest first.</summary>
    [Id(3)]
    public DecoherenceEvent[] Events { get; init; } = [];

    /// <summary>The documents that the last answers came from.</summary>
    [Id(4)]
    public CitedDocument[] Citations { get; init; } = [];

    /// <summary>Queries that reported.</summary>
    [Id(5)]
    public long QueryCount { get; init; }

    /// <summary>Judged queries, fading by the hour.</summary>
    [Id(6)]
    public double LabelWeight { get; init; }

    /// <summary>As of when.</summary>
    [Id(7)]
    public DateTimeOffset LabelsAt { get; init; }

    /// <summary>Whether the cited documents are to be looked at.</summary>
    [Id(8)]
    public bool HasMoved { get; init; }

    /// <summary>Whether the planner earns its keep; null from a build that did not ask.</summary>
    [Id(9)]
    public StoredTrial? Trial { get; init; }

    /// <summary>The golden queries' last run; null from a build that has none.</summary>
    [Id(10)]
    public GoldenStatus? Golden { get; init; }
}

using RagCluster.Grains.Interfaces.Caching;

namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>The cluster at one moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="Silos">Every silo of the membership table, the living first.</param>
/// <param name="Grains">Every grain type with activations or calls, the busiest first.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ClusterSnapshot")]
public sealed record ClusterSnapshot(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] ClusterSilo[] Silos,
    [property: Id(2)] ClusterGrainType[] Grains
)
{
    /// <summary>The cache of answers, over all silos that answered.</summary>
    [Id(3)]
    public CacheStatistics Cache { get; init; } = CacheStatistics.None;

    /// <summary>What failed in the last hours, by cause, the most frequent first.</summary>
    [Id(4)]
    public FailureReport[] Failures { get; init; } = [];
}

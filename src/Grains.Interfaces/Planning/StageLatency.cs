namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>Evidence of a step's latency: sums that add in any order.</summary>
/// <param name="Stage">The step's name.</param>
/// <param name="Silo">Where it was called; empty for all silos together.</param>
/// <param name="LastSeen">The time of the newest sample.</param>
/// <param name="Recent">Weight and weighted seconds of the last seconds.</param>
/// <param name="Baseline">Weight and weighted seconds of the last hour.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.StageLatency")]
public sealed record StageLatency(
    [property: Id(0)] string Stage,
    [property: Id(1)] string Silo,
    [property: Id(2)] DateTimeOffset LastSeen,
    [property: Id(3)] WeightedSeconds Recent,
    [property: Id(4)] WeightedSeconds Baseline
);

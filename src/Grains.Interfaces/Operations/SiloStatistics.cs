using RagCluster.Grains.Interfaces.Caching;

namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>What a silo counted of itself.</summary>
/// <param name="Silo">The silo's address.</param>
/// <param name="WindowSeconds">The length of the window that "recent" means.</param>
/// <param name="Calls">The calls by grain and method.</param>
/// <param name="History">The last seconds, oldest first.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.SiloStatistics")]
public sealed record SiloStatistics(
    [property: Id(0)] string Silo,
    [property: Id(1)] double WindowSeconds,
    [property: Id(2)] CallStatistics[] Calls,
    [property: Id(3)] SiloMoment[] History
)
{
    /// <summary>What it did as a cache.</summary>
    [Id(4)]
    public CacheStatistics Cache { get; init; } = CacheStatistics.None;

    /// <summary>What failed there in the last hours.</summary>
    [Id(5)]
    public FailureReport[] Failures { get; init; } = [];

    /// <summary>What it found damaged, or can't read, one sentence each.</summary>
    [Id(6)]
    public string[] Damage { get; init; } = [];

    /// <summary>How long it has served, by its monotonic clock.</summary>
    [Id(7)]
    public double UptimeSeconds { get; init; }
}

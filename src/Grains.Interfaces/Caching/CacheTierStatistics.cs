namespace RagCluster.Grains.Interfaces.Caching;

/// <summary>What one tier of the cache holds and did on one silo since it started.</summary>
/// <param name="Tier">L1, L2 or L3; semantic for the questions whose answers near ones may get, where that is on.</param>
/// <param name="Entries">Entries that it holds; of L2 and L3 those of the parts on the silo.</param>
/// <param name="Hits">Queries of the silo that it answered.</param>
/// <param name="Misses">Queries of the silo that it could not answer.</param>
/// <param name="Evictions">Entries that left for want of room.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.CacheTierStatistics")]
public sealed record CacheTierStatistics(
    [property: Id(0)] string Tier,
    [property: Id(1)] int Entries,
    [property: Id(2)] long Hits,
    [property: Id(3)] long Misses,
    [property: Id(4)] long Evictions
);

namespace RagCluster.Grains.Interfaces.Caching;

/// <summary>How often the cache knew one kind of value on one silo since it started.</summary>
/// <param name="Kind">embedding, retrieval or answer.</param>
/// <param name="Hits">Look-ups that any tier answered.</param>
/// <param name="Misses">Look-ups that none could answer, so that the value was made or that of a near question taken.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.CacheKindStatistics")]
public sealed record CacheKindStatistics([property: Id(0)] string Kind, [property: Id(1)] long Hits, [property: Id(2)] long Misses);

namespace RagCluster.Caching.Eviction;

/// <summary>What a cache has done since it was made.</summary>
/// <param name="Hits">Look-ups that found a fresh entry.</param>
/// <param name="Misses">Look-ups that found none, expired ones included.</param>
/// <param name="Evictions">Fresh entries that left because of a limit, or were too heavy to enter.</param>
public readonly record struct CacheCounters(long Hits, long Misses, long Evictions);

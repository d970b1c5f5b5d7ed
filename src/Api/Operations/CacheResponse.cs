using RagCluster.Grains.Interfaces.Caching;

namespace RagCluster.Api.Operations;

/// <summary>What the cache of answers holds, and how often it had what was looked up.</summary>
/// <param name="Tiers">The tiers, from the highest.</param>
/// <param name="Kinds">The kinds of values that were looked up.</param>
/// <param name="Coalesced">Queries that were given the answer computed for an equal one at the same time, since the silos started.</param>
internal sealed record CacheResponse(CacheTierResponse[] Tiers, CacheKindResponse[] Kinds, long Coalesced)
{
    /// <summary>The HTTP form of the cache's figures.</summary>
    internal static CacheResponse From(CacheStatistics cache) =>
        new([.. cache.Tiers.Select(CacheTierResponse.From)], [.. cache.Kinds.Select(CacheKindResponse.From)], cache.Coalesced);

    /// <summary>The share of the look-ups that hit; null without any.</summary>
    internal static double? HitRate(long hits, long misses) => hits + misses > 0 ? Math.Round((double)hits / (hits + misses), 4) : null;
}

using RagCluster.Grains.Interfaces.Caching;

namespace RagCluster.Api.Operations;

/// <summary>The cache of answers over HTTP.</summary>
internal sealed record CacheResponse(CacheTierResponse[] Tiers, CacheKindResponse[] Kinds, long Coalesced)
{
    /// <summary>The HTTP form of the cache's figures.</summary>
    internal static CacheResponse From(CacheStatistics cache) =>
        new([.. cache.Tiers.Select(CacheTierResponse.From)], [.. cache.Kinds.Select(CacheKindResponse.From)], cache.Coalesced);
}

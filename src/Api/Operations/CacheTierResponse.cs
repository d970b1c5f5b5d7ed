using RagCluster.Grains.Interfaces.Caching;

namespace RagCluster.Api.Operations;

/// <summary>One tier of the cache over HTTP.</summary>
internal sealed record CacheTierResponse(string Tier, int Entries, long Hits, long Misses, double? HitRate, long Evictions)
{
    /// <summary>The HTTP form of a tier; without look-ups there is no rate.</summary>
    internal static CacheTierResponse From(CacheTierStatistics tier) =>
        new(tier.Tier, tier.Entries, tier.Hits, tier.Misses, CacheResponse.HitRate(tier.Hits, tier.Misses), tier.Evictions);
}

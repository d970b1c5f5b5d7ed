using RagCluster.Grains.Interfaces.Caching;

namespace RagCluster.Api.Operations;

/// <summary>One tier of the cache: what it holds and how often it answered.</summary>
/// <param name="Tier"><c>L1</c>, <c>L2</c> or <c>L3</c>; <c>semantic</c> for the answers to near questions, where that is on.</param>
/// <param name="Entries">Entries that it holds now.</param>
/// <param name="Hits">Queries that it answered, since the silos started.</param>
/// <param name="Misses">Queries that it could not answer, since the silos started.</param>
/// <param name="HitRate">The share of the queries that it answered, 0 to 1; null without any.</param>
/// <param name="Evictions">Entries that were removed for want of room, since the silos started.</param>
internal sealed record CacheTierResponse(string Tier, int Entries, long Hits, long Misses, double? HitRate, long Evictions)
{
    /// <summary>The HTTP form of a tier; without look-ups there is no rate.</summary>
    internal static CacheTierResponse From(CacheTierStatistics tier) =>
        new(tier.Tier, tier.Entries, tier.Hits, tier.Misses, CacheResponse.HitRate(tier.Hits, tier.Misses), tier.Evictions);
}

using RagCluster.Grains.Interfaces.Caching;

namespace RagCluster.Api.Operations;

/// <summary>How often the cache had one kind of value.</summary>
/// <param name="Kind">The kind of value: <c>embedding</c>, <c>retrieval</c> or <c>answer</c>.</param>
/// <param name="Hits">Look-ups that a tier answered, since the silos started.</param>
/// <param name="Misses">Look-ups that no tier answered, since the silos started.</param>
/// <param name="HitRate">The share of the look-ups that hit, 0 to 1; null without any.</param>
internal sealed record CacheKindResponse(string Kind, long Hits, long Misses, double? HitRate)
{
    /// <summary>The HTTP form of a kind; without look-ups there is no rate.</summary>
    internal static CacheKindResponse From(CacheKindStatistics kind) =>
        new(kind.Kind, kind.Hits, kind.Misses, CacheResponse.HitRate(kind.Hits, kind.Misses));
}

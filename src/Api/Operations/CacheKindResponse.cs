using RagCluster.Grains.Interfaces.Caching;

namespace RagCluster.Api.Operations;

/// <summary>One kind of cached values over HTTP.</summary>
internal sealed record CacheKindResponse(string Kind, long Hits, long Misses, double? HitRate)
{
    /// <summary>The HTTP form of a kind; without look-ups there is no rate.</summary>
    internal static CacheKindResponse From(CacheKindStatistics kind) =>
        new(kind.Kind, kind.Hits, kind.Misses, CacheResponse.HitRate(kind.Hits, kind.Misses));
}

using Microsoft.Extensions.Options;
using RagCluster.Caching.Eviction;
using RagCluster.Caching.Keys;
using RagCluster.Caching.Tiers;
using RagCluster.Grains.Operations;

namespace RagCluster.Grains.Caching;

/// <summary>The tiers as this silo sees them.</summary>
internal sealed class CacheTiers
{
    private readonly CacheOptions _options;
    private readonly MemoryTier<CachedQuery> _hot;
    private readonly TieredCache<CachedQuery> _cache;

    /// <summary>Puts the tiers together.</summary>
    public CacheTiers(IOptions<CacheOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _hot = new MemoryTier<CachedQuery>(new BoundedCacheOptions(_options.L1Entries, _options.L1TimeToLive, Policy: _options.EvictionPolicy), time);
        _cache = new TieredCache<CachedQuery>([_hot], new TieredOptions { NegativeAgeMax = _options.NegativeTimeToLive }, time);
    }

    /// <summary>Whether anything is kept.</summary>
    internal bool IsOn => _options.IsOn;

    /// <summary>A value from the highest tier that has it, or made, once for all who ask at the same time.</summary>
    internal async Task<CachedResult<CachedQuery>> GetOrMakeAsync(
        CacheKey key, Func<CancellationToken, Task<CachedQuery>> make, CancellationToken cancellationToken)
    {
        CachedResult<CachedQuery> result = await _cache.GetOrMakeAsync(key, MakeAsync, cancellationToken);
        if (result.IsShared)
            GrainsMeter.CacheCoalesced();
        else
            Count(result.Tier);
        return result;

        async Task<MadeValue<CachedQuery>> MakeAsync(CancellationToken token)
        {
            CachedQuery made = await make(token);
            return new MadeValue<CachedQuery>(made, Keep(made));
        }
    }

    /// <summary>What a tier is called, counted from 1.</summary>
    internal static string Name(int tier) => $"L{tier}";

    private static void Count(int? hit)
    {
        for (int tier = 1; tier < (hit ?? 2); tier++)
            GrainsMeter.CacheAsked(Name(tier), hit: false);
        if (hit is { } found)
            GrainsMeter.CacheAsked(Name(found), hit: true);
    }

    private Keep Keep(CachedQuery made)
    {
        if (made.IsOfAnotherState || made.IsDegraded || made.EstimateBytes() > _options.EntryBytesMax)
            return RagCluster.Caching.Tiers.Keep.No;
        return made.IsNegative ? RagCluster.Caching.Tiers.Keep.Briefly : RagCluster.Caching.Tiers.Keep.Yes;
    }
}

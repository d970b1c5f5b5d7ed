using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using RagCluster.Caching.Eviction;
using RagCluster.Caching.Keys;
using RagCluster.Caching.Tiers;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Grains.Operations;

namespace RagCluster.Grains.Caching;

/// <summary>The three tiers as this silo sees them: its own memory, the memory of all silos, the store.</summary>
internal sealed class CacheTiers
{
    private const int TierCount = 3;

    private readonly CacheOptions _options;
    private readonly CachePartitions _partitions;
    private readonly MemoryTier<CachedQuery> _hot;
    private readonly TieredCache<CachedQuery> _cache;
    private readonly long[] _misses = new long[TierCount];

    /// <summary>Puts the tiers together.</summary>
    public CacheTiers(
        IOptions<CacheOptions> options, CachePartitions partitions, IGrainFactory grains, Serializer<CachedQuery> serializer, TimeProvider time, ILogger<CacheTiers> log)
    {
        _options = options.Value;
        _partitions = partitions;
        GrainTier warm = new(
            (part, key, token) => grains.GetGrain<IWarmCacheGrain>(part).FindAsync(key, token), (part, entry) => grains.GetGrain<IWarmCacheGrain>(part).PutAsync(entry), serializer, time, log);
        GrainTier cold = new(
            (part, key, token) => grains.GetGrain<IColdCacheGrain>(part).FindAsync(key, token), (part, entry) => grains.GetGrain<IColdCacheGrain>(part).PutAsync(entry), serializer, time, log);
        _hot = new MemoryTier<CachedQuery>(new BoundedCacheOptions(_options.L1Entries, _options.L1TimeToLive, Policy: _options.EvictionPolicy), time, below: warm);
        _cache = new TieredCache<CachedQuery>([_hot, warm, cold], new TieredOptions { AgeMax = _options.L3TimeToLive, NegativeAgeMax = _options.NegativeTimeToLive }, time);
    }

    /// <summary>Whether anything is kept.</summary>
    internal bool IsOn => _options.IsOn;

    /// <summary>What the tiers hold and did on this silo.</summary>
    internal CacheStatistics Statistics()
    {
        TieredCounters counters = _cache.Counters;
        return new CacheStatistics(
        [
            .. Enumerable.Range(1, TierCount).Select(tier => new CacheTierStatistics(
                Name(tier),
                tier == 1 ? _hot.Count : _partitions.Entries(tier),
                counters.TierHits[tier - 1],
                Interlocked.Read(ref _misses[tier - 1]),
                tier == 1 ? _hot.Counters.Evictions : _partitions.Evictions(tier))),
        ], counters.Shared);
    }

    /// <summary>A value from the highest tier that has it, or made, once for all who ask at the same time.</summary>
    internal async Task<CachedResult<CachedQuery>> GetOrMakeAsync(
        CacheKey key, Func<CancellationToken, Task<CachedQuery>> make, CancellationToken cancellationToken)
    {
        CachedResult<CachedQuery> result = await _cache.GetOrMakeAsync(key, MakeAsync, cancellationToken);
        // A computation that began before this caller came may have asked a replica that had not heard of a write which this caller knows of.
        if (result is { IsShared: true, Value.IsOfAnotherState: true })
            return new(await make(cancellationToken), null, false);
        if (!result.IsShared)
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

    private void Count(int? hit)
    {
        for (int tier = 1; tier < (hit ?? TierCount + 1); tier++)
        {
            Interlocked.Increment(ref _misses[tier - 1]);
            GrainsMeter.CacheAsked(Name(tier), hit: false);
        }

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

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Serialization;
using RagCluster.Caching.Eviction;
using RagCluster.Caching.Keys;
using RagCluster.Caching.Tiers;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Grains.Telemetry;

namespace RagCluster.Grains.Caching;

/// <summary>The three tiers for values of one type: memory of this silo of its own, over the lower tiers that all values share.</summary>
/// <typeparam name="TValue">The value.</typeparam>
internal sealed class TierStack<TValue>
{
    private const int TierCount = CacheTiers.TierCount;

    private readonly MemoryTier<TValue> _hot;
    private readonly TieredCache<TValue> _cache;
    private readonly ConcurrentDictionary<CachedKind, LookUps> _lookUps = new();

    /// <summary>Puts the tiers together.</summary>
    /// <param name="options">Their sizes and times.</param>
    /// <param name="window">The window of this silo's own memory.</param>
    /// <param name="grains">Reaches the lower ones.</param>
    /// <param name="serializer">Turns values into bytes.</param>
    /// <param name="weigh">The bytes that a value takes in memory, about.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Says which part did not answer.</param>
    internal TierStack(
        CacheOptions options,
        CacheWindow window,
        IGrainFactory grains,
        Serializer<TValue> serializer,
        Func<TValue, long> weigh,
        TimeProvider time,
        ILogger log
    )
    {
        LookUpWorth worth = new(options.LookUpMin);
        GrainTier<TValue> warm = new(
            (part, key, token) => grains.GetGrain<IWarmCacheGrain>(part).FindAsync(key, token),
            (part, entry) => grains.GetGrain<IWarmCacheGrain>(part).PutAsync(entry),
            worth,
            serializer,
            time,
            log
        );
        GrainTier<TValue> cold = new(
            (part, key, token) => grains.GetGrain<IColdCacheGrain>(part).FindAsync(key, token),
            (part, entry) => grains.GetGrain<IColdCacheGrain>(part).PutAsync(entry),
            worth,
            serializer,
            time,
            log
        );
        BoundedCacheOptions bounds = new(options.L1Entries, options.L1TimeToLive, options.L1BytesMax, options.EvictionPolicy)
        {
            Window = window,
        };
        _hot = new MemoryTier<TValue>(bounds, time, below: warm, weigh);
        _cache = new TieredCache<TValue>(
            [_hot, warm, cold],
            new TieredOptions { AgeMax = options.L3TimeToLive, NegativeAgeMax = options.NegativeTimeToLive },
            time
        );
    }

    /// <summary>Entries in this silo's own memory.</summary>
    internal int HotEntries => _hot.Count;

    /// <summary>Leaves a share of its limits to this silo's own memory.</summary>
    internal void Shrink(double share) => _hot.Share = share;

    /// <summary>Entries that left it for want of room.</summary>
    internal long HotEvictions => _hot.Counters.Evictions;

    /// <summary>Queries that got a value made for another one.</summary>
    internal long Shared => _cache.Counters.Shared;

    /// <summary>The kinds that were looked up, with the look-ups that each tier answered and did not.</summary>
    internal IEnumerable<(CachedKind Kind, LookUps LookUps)> Kinds => _lookUps.Select(pair => (pair.Key, pair.Value));

    /// <summary>A value from the highest tier that has it, or made, once for all who ask at the same time.</summary>
    internal async Task<CachedResult<TValue>> GetOrMakeAsync(
        CacheKey key,
        Func<CancellationToken, Task<MadeValue<TValue>>> make,
        CancellationToken cancellationToken
    )
    {
        CachedResult<TValue> result = await _cache.GetOrMakeAsync(key, make, cancellationToken);
        if (!result.IsShared)
            Count(key.Kind, result.Tier);
        return result;
    }

    /// <summary>A value from the highest tier that has it. It is no look-up of its own in the figures.</summary>
    internal Task<CachedResult<TValue>?> FindAsync(CacheKey key, CancellationToken cancellationToken) =>
        _cache.FindAsync(key, cancellationToken);

    private void Count(CachedKind kind, int? hit)
    {
        LookUps counted = _lookUps.GetOrAdd(kind, _ => new LookUps(TierCount));
        for (int tier = 1; tier < (hit ?? TierCount + 1); tier++)
        {
            counted.Missed(tier);
            GrainsMeter.CacheAsked(CacheTiers.Name(tier), CacheTiers.Name(kind), hit: false);
        }

        if (hit is not { } found)
            return;
        counted.Hit(found);
        GrainsMeter.CacheAsked(CacheTiers.Name(found), CacheTiers.Name(kind), hit: true);
    }
}

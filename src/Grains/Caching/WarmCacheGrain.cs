using Microsoft.Extensions.Options;
using RagCluster.Caching.Eviction;
using RagCluster.Caching.Keys;
using RagCluster.Caching.Tiers;
using RagCluster.Grains.Interfaces.Caching;

namespace RagCluster.Grains.Caching;

/// <summary>Keeps its part of the second tier in memory; what leaves for want of room goes to the same part of the third.</summary>
internal sealed class WarmCacheGrain(IOptions<CacheOptions> options, CachePartitions partitions, CacheWindows windows, TimeProvider time)
    : Grain,
        IWarmCacheGrain,
        ICacheTier<byte[]>
{
    private const int Tier = 2;

    // Few enough that a message with entries of the largest size stays small.
    private const int HandedAtOnce = 8;

    // Key, entry and their places in the tables, beside the value.
    private const int EntryOverhead = 512;

    private MemoryTier<byte[]> _entries = null!;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        CacheOptions limits = options.Value;
        BoundedCacheOptions bounds = new(
            CachePartitions.Share(limits.L2Entries),
            limits.L2TimeToLive,
            limits.L2BytesMax / CachePartitions.Count,
            limits.EvictionPolicy
        )
        {
            Window = windows.Open(Tier, this.GetPrimaryKeyLong()),
        };
        _entries = new MemoryTier<byte[]>(bounds, time, below: this, weigh: value => value.LongLength + EntryOverhead);
        partitions.Add(Tier, this.GetPrimaryKeyLong(), () => _entries.Count, share => _entries.Share = share);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        partitions.Remove(Tier, this.GetPrimaryKeyLong());
        windows.Close(Tier, this.GetPrimaryKeyLong());
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<CacheEntry?> FindAsync(byte[] key, CancellationToken cancellationToken) =>
        await _entries.FindAsync(new CacheKey(key), cancellationToken) is { } found
            ? new CacheEntry(key, found.Value, found.Cost, found.ExpiresAt, found.IsNegative)
            : null;

    /// <inheritdoc/>
    public async Task PutAsync(CacheEntry entry)
    {
        long before = _entries.Counters.Evictions;
        await _entries.PutAsync(
            new CacheKey(entry.Key),
            new TierEntry<byte[]>(entry.Value, entry.Cost, entry.ExpiresAt, entry.IsNegative),
            CancellationToken.None
        );
        partitions.Evicted(Tier, _entries.Counters.Evictions - before);
    }

    /// <inheritdoc/>
    public async Task<int> HandDownAsync(CancellationToken cancellationToken)
    {
        IColdCacheGrain below = GrainFactory.GetGrain<IColdCacheGrain>(this.GetPrimaryKeyLong());
        int held = 0;
        foreach (CacheEntry[] some in _entries.TakeAll().Select(pair => ToEntry(pair.Key, pair.Value)).Chunk(HandedAtOnce))
            held += await below.TakeOverAsync(some, cancellationToken);
        return held;
    }

    // The tier below, as the entries see it; it is only ever given what leaves.
    ValueTask<TierEntry<byte[]>?> ICacheTier<byte[]>.FindAsync(CacheKey key, CancellationToken cancellationToken) =>
        new((TierEntry<byte[]>?)null);

    ValueTask ICacheTier<byte[]>.PutAsync(CacheKey key, TierEntry<byte[]> entry, CancellationToken cancellationToken) =>
        new(GrainFactory.GetGrain<IColdCacheGrain>(this.GetPrimaryKeyLong()).PutAsync(ToEntry(key, entry)));

    private static CacheEntry ToEntry(CacheKey key, TierEntry<byte[]> entry) =>
        new(key.Bytes.ToArray(), entry.Value, entry.Cost, entry.ExpiresAt, entry.IsNegative);
}

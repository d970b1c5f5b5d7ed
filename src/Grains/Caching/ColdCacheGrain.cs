using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Caching.Eviction;
using RagCluster.Caching.Keys;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Grains.Tuning;
using RagCluster.Storage.Caching;

namespace RagCluster.Grains.Caching;

/// <summary>
/// Keeps its part of the third tier in the store, and in memory only what is there: a look-up of what is not there asks no store, and the policy
/// decides what leaves. The store may hold less than the memory says (then the look-up finds nothing) or, after a crash, more (then the next
/// activation takes it up).
/// </summary>
internal sealed partial class ColdCacheGrain(
    ICacheStore store,
    IOptions<CacheOptions> options,
    CachePartitions partitions,
    CacheWindows windows,
    TimeProvider time,
    ILogger<ColdCacheGrain> log
) : Grain, IColdCacheGrain
{
    private const int Tier = 3;

    // A store that can't keep up is not to be made slower: beyond, entries are given up.
    private const int WritesMax = 4;
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromHours(1);

    private BoundedCache<string, bool> _held = null!;
    private int _writes;

    private int Partition => (int)this.GetPrimaryKeyLong();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        CacheOptions limits = options.Value;
        BoundedCacheOptions bounds = new(CachePartitions.Share(limits.L3Entries), limits.L3TimeToLive, Policy: limits.EvictionPolicy)
        {
            Window = windows.Open(Tier, Partition),
        };
        _held = new(bounds, time);
        await SweepAsync(cancellationToken);
        partitions.Add(Tier, Partition, () => _held.Count);
        this.RegisterGrainTimer(SweepAsync, new GrainTimerCreationOptions(SweepPeriod, SweepPeriod));
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        partitions.Remove(Tier, Partition);
        windows.Close(Tier, Partition);
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<CacheEntry?> FindAsync(byte[] key, CancellationToken cancellationToken)
    {
        string digest = new CacheKey(key).Digest;
        if (!_held.TryGet(digest, out _))
            return null;
        CachedRow? row = await store.ReadAsync(Partition, digest, cancellationToken);
        if (row is not null && row.ExpiresAt > time.GetUtcNow() && row.Key.AsSpan().SequenceEqual(key))
            return new CacheEntry(key, row.Value, row.CostMicroseconds / 1000.0, row.ExpiresAt, false);
        _held.Remove(digest);
        return null;
    }

    /// <inheritdoc/>
    public async Task PutAsync(CacheEntry entry)
    {
        if (_writes >= WritesMax)
            return;
        _writes++;
        try
        {
            await KeepAsync(entry, CancellationToken.None);
        }
        finally
        {
            _writes--;
        }
    }

    /// <inheritdoc/>
    public async Task<int> TakeOverAsync(CacheEntry[] entries, CancellationToken cancellationToken)
    {
        int held = 0;
        foreach (CacheEntry entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await KeepAsync(entry, cancellationToken);
            held += _held.Contains(new CacheKey(entry.Key).Digest) ? 1 : 0;
        }

        return held;
    }

    private async Task KeepAsync(CacheEntry entry, CancellationToken cancellationToken)
    {
        string digest = new CacheKey(entry.Key).Digest;
        if (_held.Contains(digest) || entry.IsNegative)
            return;
        long cost = Math.Max(1, (long)(entry.Cost * 1000));
        if (Take(digest, cost, entry.ExpiresAt) is not { } leaving)
            return;
        CachedRow? row = leaving.Contains(digest) ? null : new CachedRow(digest, entry.Key, entry.Value, cost, entry.ExpiresAt);
        if (row is null && leaving.Length <= 1)
            return;
        try
        {
            await store.ReplaceAsync(Partition, row, leaving, cancellationToken);
        }
        catch (Exception notWritten) when (notWritten is RagException or OperationCanceledException)
        {
            // Whether it was written or not, a look-up finds out.
            _held.Remove(digest);
            LogNotKept(notWritten, Partition);
        }
    }

    // The digests that leave, the new one's own among them when the policy prefers the others; null when it has expired.
    private string[]? Take(string digest, long cost, DateTimeOffset expiresAt)
    {
        TimeSpan left = expiresAt - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            return null;
        List<EvictedEntry<string, bool>> evicted = [];
        _held.Set(digest, true, new EntryTerms(cost, left), evicted);
        partitions.Evicted(Tier, evicted.Count);
        return [.. evicted.Select(entry => entry.Key)];
    }

    // Also takes up what an activation before this one wrote.
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        List<string> surplus = [];
        foreach (CachedMark mark in await store.SweepAsync(Partition, time.GetUtcNow(), cancellationToken))
        {
            if (!_held.Contains(mark.Digest))
                surplus.AddRange(Take(mark.Digest, mark.CostMicroseconds, mark.ExpiresAt) ?? []);
        }

        if (surplus.Count > 0)
            await store.ReplaceAsync(Partition, null, surplus, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Part {Partition} of the cold cache did not keep an entry")]
    private partial void LogNotKept(Exception error, int partition);
}

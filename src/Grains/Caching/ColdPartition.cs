using RagCluster.Caching.Eviction;
using RagCluster.Caching.Keys;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Storage.Caching;

namespace RagCluster.Grains.Caching;

/// <summary>
/// A part of the third tier: its entries are in the store, and in memory is only what is there, so that a look-up of what is not there asks
/// no store, and the policy decides what leaves. The store may hold less than the memory says (then the look-up finds nothing) or, after a
/// crash, more (then the next activation takes it up).
/// </summary>
/// <param name="number">The part.</param>
/// <param name="store">Has the entries.</param>
/// <param name="bounds">Its limits.</param>
/// <param name="time">The clock.</param>
/// <param name="evicted">Is called with the number of entries that leave for want of room.</param>
internal sealed class ColdPartition(int number, ICacheStore store, BoundedCacheOptions bounds, TimeProvider time, Action<int> evicted)
{
    private readonly BoundedCache<string, bool> _present = new(bounds, time);

    /// <summary>How many entries there are.</summary>
    internal int Count => _present.Count;

    /// <summary>Whether there is an entry of the same key.</summary>
    /// <param name="entry">The entry.</param>
    internal bool Contains(CacheEntry entry) => _present.Contains(new CacheKey(entry.Key).Digest);

    /// <summary>The entry of a key; null when there is none that has not expired.</summary>
    /// <param name="key">The whole key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<CacheEntry?> FindAsync(byte[] key, CancellationToken cancellationToken)
    {
        string digest = new CacheKey(key).Digest;
        if (!_present.TryGet(digest, out _))
            return null;
        CachedRow? row = await store.ReadAsync(number, digest, cancellationToken);
        if (row is not null && row.ExpiresAt > time.GetUtcNow() && row.Key.AsSpan().SequenceEqual(key))
            return new CacheEntry(key, row.Value, row.CostMicroseconds / 1000.0, row.ExpiresAt, false);
        _present.Remove(digest);
        return null;
    }

    /// <summary>Writes an entry unless it is there or the policy prefers the others.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Ends the wait; the entry is then looked up as if it were not there.</param>
    /// <exception cref="Corpus.Errors.RagException">The store can't write.</exception>
    internal async Task PutAsync(CacheEntry entry, CancellationToken cancellationToken)
    {
        string digest = new CacheKey(entry.Key).Digest;
        if (_present.Contains(digest) || entry.IsNegative)
            return;
        long cost = Math.Max(1, (long)(entry.Cost * 1000));
        if (Admit(digest, cost, entry.ExpiresAt) is not { } leaving)
            return;
        CachedRow? row = leaving.Contains(digest) ? null : new CachedRow(digest, entry.Key, entry.Value, cost, entry.ExpiresAt);
        if (row is null && leaving.Length <= 1)
            return;
        bool isWritten = false;
        try
        {
            await store.ReplaceAsync(number, row, leaving, cancellationToken);
            isWritten = true;
        }
        finally
        {
            // Whether it was written or not, the next activation finds out.
            if (!isWritten)
                _present.Remove(digest);
        }
    }

    /// <summary>Removes what has expired, and takes up what an activation before this one wrote.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        List<string> surplus = [];
        foreach (CachedMark mark in await store.SweepAsync(number, time.GetUtcNow(), cancellationToken))
        {
            if (!_present.Contains(mark.Digest))
                surplus.AddRange(Admit(mark.Digest, mark.CostMicroseconds, mark.ExpiresAt) ?? []);
        }

        if (surplus.Count > 0)
            await store.ReplaceAsync(number, null, surplus, cancellationToken);
    }

    // The digests that leave, the new one's own among them when the policy prefers the others; null when it has expired.
    private string[]? Admit(string digest, long cost, DateTimeOffset expiresAt)
    {
        TimeSpan left = expiresAt - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            return null;
        List<EvictedEntry<string, bool>> victims = [];
        _present.Set(digest, true, new EntryTerms(cost, left), victims);
        evicted(victims.Count);
        return [.. victims.Select(entry => entry.Key)];
    }
}

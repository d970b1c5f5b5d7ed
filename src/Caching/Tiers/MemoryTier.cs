using RagCluster.Caching.Eviction;
using RagCluster.Caching.Keys;

namespace RagCluster.Caching.Tiers;

/// <summary>A tier in the memory of this process. What it evicts goes to the tier below. Thread-safe.</summary>
/// <typeparam name="TValue">The value.</typeparam>
public sealed class MemoryTier<TValue> : ICacheTier<TValue>
{
    private readonly BoundedCache<CacheKey, TierEntry<TValue>> _entries;
    private readonly TimeProvider _time;
    private readonly ICacheTier<TValue>? _below;
    private long _demotions;

    /// <summary>Creates an empty tier.</summary>
    /// <param name="options">Its limits and policy.</param>
    /// <param name="time">The clock.</param>
    /// <param name="below">Gets what leaves for want of room; null for nobody.</param>
    /// <param name="weigh">The bytes of a value, to which those of its key are added; by default every entry weighs 1.</param>
    public MemoryTier(BoundedCacheOptions options, TimeProvider time, ICacheTier<TValue>? below = null, Func<TValue, long>? weigh = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        _entries = new(options, time, weigh is null ? null : (key, entry) => key.Bytes.Length + weigh(entry.Value));
        _time = time;
        _below = below;
    }

    /// <summary>Entries held, expired ones included until they are looked up or evicted.</summary>
    public int Count => _entries.Count;

    /// <summary>The share of its limits that it may use, see <see cref="BoundedCache{TKey, TValue}.Share"/>.</summary>
    public double Share
    {
        get => _entries.Share;
        set => _entries.Share = value;
    }

    /// <summary>What it has done so far.</summary>
    public CacheCounters Counters => _entries.Counters;

    /// <summary>Entries handed to the tier below.</summary>
    public long Demotions => Interlocked.Read(ref _demotions);

    /// <inheritdoc/>
    public ValueTask<TierEntry<TValue>?> FindAsync(CacheKey key, CancellationToken cancellationToken) =>
        new(_entries.TryGet(key, out TierEntry<TValue>? entry) && entry.ExpiresAt > _time.GetUtcNow() ? entry : null);

    /// <inheritdoc/>
    public async ValueTask PutAsync(CacheKey key, TierEntry<TValue> entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        TimeSpan left = entry.ExpiresAt - _time.GetUtcNow();
        if (left <= TimeSpan.Zero || _entries.Contains(key))
            return;
        List<EvictedEntry<CacheKey, TierEntry<TValue>>>? evicted = _below is null ? null : [];
        _entries.Set(key, entry, new EntryTerms(entry.Cost, left), evicted);
        foreach (EvictedEntry<CacheKey, TierEntry<TValue>> leaving in evicted ?? [])
        {
            // That there is nothing is known again soon enough.
            if (leaving.Value.IsNegative)
                continue;
            Interlocked.Increment(ref _demotions);
            await _below!.PutAsync(leaving.Key, leaving.Value, cancellationToken);
        }
    }

    /// <summary>Empties the tier, for whoever takes its place.</summary>
    /// <returns>The fresh entries that say something, that first which the policy would have kept longest.</returns>
    public IReadOnlyList<KeyValuePair<CacheKey, TierEntry<TValue>>> TakeAll()
    {
        DateTimeOffset now = _time.GetUtcNow();
        return
        [
            .. _entries
                .TakeAll()
                .Where(entry => !entry.Value.IsNegative && entry.Value.ExpiresAt > now)
                .Select(entry => KeyValuePair.Create(entry.Key, entry.Value)),
        ];
    }
}

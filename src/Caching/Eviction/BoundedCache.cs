using System.Diagnostics.CodeAnalysis;

namespace RagCluster.Caching.Eviction;

/// <summary>
/// Keeps the values that an <see cref="EvictionPolicy"/> prefers within a number of entries, a total weight and a time to live.
/// <para>
/// <b>Promised.</b> After every operation the limits hold. A value that is returned is one that was set under its key and is younger than
/// its time to live. Thread-safe: each operation takes constant time (amortised) under one lock, so callers make values outside of it, and
/// two callers who miss at the same time both make one; who wants one of them to wait puts a tier with coalescing before this class.
/// </para>
/// <para>
/// <b>Parts.</b> The dictionary finds entries; an <see cref="EvictionOrder"/> knows in which order they leave and hears of every use and
/// every miss. For the adaptive policy that is <see cref="AdaptiveOrder"/>: a window in which new entries stay without proving themselves
/// (its share is a <see cref="CacheWindow"/>, chosen by simulated caches or held by a person) and a main part, into which an entry comes
/// only where its frequency (a <see cref="FrequencySketch"/>), its cost and its weight make it worth more than the one that would leave.
/// </para>
/// <para>
/// <b>Life of an entry.</b> Setting it starts its time to live and asks for victims until the limits hold; the new entry itself can be the
/// victim, and a value heavier than the whole cache is never kept. An expired entry counts as absent and leaves when it is looked up or
/// chosen as victim; no timer looks for it. Entries that leave because of a limit are handed to the caller, who may keep them a tier below;
/// those that expire are not.
/// </para>
/// <para><b>A restart</b> loses everything; what lies here can be made again, and costs time only.</para>
/// </summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
public sealed class BoundedCache<TKey, TValue>
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly BoundedCacheOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<TKey, TValue, long> _weigh;
    private readonly CacheWindow _window;

    // Invariant: holds the same entries as _entries.
    private EvictionOrder _order;
    private long _weight;
    private long _hits;
    private long _misses;
    private long _evictions;
    private double _share = 1;

    /// <summary>Creates an empty cache.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="weigh">The weight of an entry, at least 0; 1 for every entry by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive.</exception>
    public BoundedCache(BoundedCacheOptions options, TimeProvider time, Func<TKey, TValue, long>? weigh = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate();
        _options = options;
        _time = time;
        _weigh = weigh ?? (static (_, _) => 1);
        _window = options.Window ?? new CacheWindow();
        _order = EvictionOrder.Of(options.Policy, _window);
    }

    /// <summary>Entries held, expired ones included until they are looked up or evicted.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    /// <summary>Sum of the weights of the entries held.</summary>
    public long Weight
    {
        get
        {
            lock (_lock)
                return _weight;
        }
    }

    /// <summary>
    /// The share of its limits that the cache may use, above 0 up to 1: for whoever needs the memory elsewhere for a while. What is too
    /// much leaves at once, the least worth first, and goes nowhere; room for one entry is left.
    /// </summary>
    public double Share
    {
        get
        {
            lock (_lock)
                return _share;
        }
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1);
            lock (_lock)
            {
                for (_share = value; _entries.Count > 0 && IsOver(); )
                    Evict((Entry)_order.Victim(null), null);
            }
        }
    }

    /// <summary>What the cache has done so far.</summary>
    public CacheCounters Counters
    {
        get
        {
            lock (_lock)
                return new CacheCounters(_hits, _misses, _evictions);
        }
    }

    /// <summary>Looks a value up and marks it as used.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, when it is held and fresh.</param>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out Entry? entry))
            {
                if (IsFresh(entry))
                {
                    _order.Use(entry);
                    _hits++;
                    value = entry.Value;
                    return true;
                }

                Drop(entry);
            }

            _misses++;
            _order.Miss(key.GetHashCode());
            value = default;
            return false;
        }
    }

    /// <summary>Whether a fresh value is held; counts as no use of it.</summary>
    /// <param name="key">The key.</param>
    public bool Contains(TKey key)
    {
        lock (_lock)
            return _entries.TryGetValue(key, out Entry? entry) && IsFresh(entry);
    }

    /// <summary>
    /// Sets a value and starts its time to live; then entries leave until the limits hold, this one among them when the policy prefers the
    /// others. A value heavier than the whole cache is not kept.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public void Set(TKey key, TValue value) => Set(key, value, EntryTerms.Default);

    /// <summary>As <see cref="Set(TKey, TValue)"/>, with what is known of the value.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="terms">Its cost and its time to live.</param>
    /// <param name="evicted">Is given the fresh entries that left because of a limit; null when nobody wants them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cost is not a finite number above 0, or the time to live or the weight is out of
    /// range.</exception>
    public void Set(TKey key, TValue value, EntryTerms terms, ICollection<EvictedEntry<TKey, TValue>>? evicted = null)
    {
        terms.Validate();
        long weight = _weigh(key, value);
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        TimeSpan timeToLive = terms.TimeToLive is { } wanted && wanted < _options.TimeToLive ? wanted : _options.TimeToLive;
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out Entry? old))
                Drop(old);
            Entry entry = new(key, value, terms.Cost, weight) { SetAt = _time.GetTimestamp(), TimeToLive = timeToLive };
            if (weight > WeightMax)
            {
                _evictions++;
                evicted?.Add(new(key, value));
                return;
            }

            _entries[key] = entry;
            _order.Add(entry);
            for (_weight += weight; IsOver(); )
                Evict((Entry)_order.Victim(entry), evicted);
        }
    }

    /// <summary>Removes an entry.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether a fresh one was held.</returns>
    public bool Remove(TKey key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out Entry? entry))
                return false;
            Drop(entry);
            return IsFresh(entry);
        }
    }

    /// <summary>Removes all entries; the counters stay.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _order = EvictionOrder.Of(_options.Policy, _window);
            _weight = 0;
        }
    }

    /// <summary>Removes all entries, the least worth first; the counters stay.</summary>
    /// <returns>The fresh ones, that first which the policy would have kept longest.</returns>
    public IReadOnlyList<EvictedEntry<TKey, TValue>> TakeAll()
    {
        lock (_lock)
        {
            List<EvictedEntry<TKey, TValue>> taken = new(_entries.Count);
            while (_entries.Count > 0)
            {
                Entry entry = (Entry)_order.Victim(null);
                if (IsFresh(entry))
                    taken.Add(new(entry.Key, entry.Value));
                Drop(entry);
            }

            taken.Reverse();
            return taken;
        }
    }

    // A weight below 0 is one above the largest number: two weights up to the limit were added.
    private bool IsOver() => _entries.Count > EntriesMax || _weight > WeightMax || _weight < 0;

    private int EntriesMax => Math.Max(1, (int)(_options.EntriesMax * _share));

    // Exact while nothing is held back: not every limit is a number that a double has.
    private long WeightMax => _share >= 1 ? _options.WeightMax : (long)(_options.WeightMax * _share);

    private bool IsFresh(Entry entry) => _time.GetElapsedTime(entry.SetAt) < entry.TimeToLive;

    private void Evict(Entry entry, ICollection<EvictedEntry<TKey, TValue>>? evicted)
    {
        if (IsFresh(entry))
        {
            _evictions++;
            evicted?.Add(new(entry.Key, entry.Value));
        }

        Drop(entry);
    }

    private void Drop(Entry entry)
    {
        _entries.Remove(entry.Key);
        _order.Remove(entry);
        _weight -= entry.Weight;
    }

    private sealed class Entry(TKey key, TValue value, double cost, long weight) : Slot(key.GetHashCode(), cost, weight)
    {
        internal TKey Key { get; } = key;

        internal TValue Value { get; } = value;

        internal required long SetAt { get; init; }

        internal required TimeSpan TimeToLive { get; init; }
    }
}

using System.Diagnostics.CodeAnalysis;

namespace RagCluster.Caching.Eviction;

/// <summary>
/// Keeps the most recently used values within a number of entries, a total weight and a time to live. Thread-safe; every operation takes
/// constant time under one lock, so values are made outside of it.
/// </summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
public sealed class BoundedCache<TKey, TValue>
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];

    // Invariant: holds the same entries as _entries, the most recently used first.
    private readonly LinkedList<Entry> _byUse = [];
    private readonly BoundedCacheOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<TKey, TValue, long> _weigh;
    private long _weight;
    private long _hits;
    private long _misses;
    private long _evictions;

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
            if (_entries.TryGetValue(key, out LinkedListNode<Entry>? node))
            {
                if (IsFresh(node.Value))
                {
                    _byUse.Remove(node);
                    _byUse.AddFirst(node);
                    _hits++;
                    value = node.Value.Value;
                    return true;
                }

                Drop(node);
            }

            _misses++;
            value = default;
            return false;
        }
    }

    /// <summary>Sets a value, marks it as used and starts its time to live; the least recently used entries leave until the limits hold. A value heavier than the whole cache is not kept.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public void Set(TKey key, TValue value)
    {
        long weight = _weigh(key, value);
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out LinkedListNode<Entry>? old))
                Drop(old);
            if (weight > _options.WeightMax)
            {
                _evictions++;
                return;
            }

            while (_entries.Count >= _options.EntriesMax || _weight > _options.WeightMax - weight)
                EvictLast();
            _entries[key] = _byUse.AddFirst(new Entry(key, value, weight, _time.GetTimestamp()));
            _weight += weight;
        }
    }

    /// <summary>Removes an entry.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether a fresh one was held.</returns>
    public bool Remove(TKey key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out LinkedListNode<Entry>? node))
                return false;
            Drop(node);
            return IsFresh(node.Value);
        }
    }

    /// <summary>Removes all entries; the counters stay.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _byUse.Clear();
            _weight = 0;
        }
    }

    private bool IsFresh(Entry entry) => _time.GetElapsedTime(entry.SetAt) < _options.TimeToLive;

    private void EvictLast()
    {
        LinkedListNode<Entry> last = _byUse.Last!;
        if (IsFresh(last.Value))
            _evictions++;
        Drop(last);
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.Key);
        _byUse.Remove(node);
        _weight -= node.Value.Weight;
    }

    private sealed record Entry(TKey Key, TValue Value, long Weight, long SetAt);
}

using RagCluster.Caching.Eviction;

namespace RagCluster.Cache.Traces;

/// <summary>The part of a trace's requests that a cache answers.</summary>
public static class TraceReplay
{
    private static readonly TimeSpan Forever = TimeSpan.FromDays(10_000);

    /// <summary>Asks an empty cache for each key in turn and sets what it lacks.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="entriesMax">The cache's entries.</param>
    /// <param name="policy">The policy.</param>
    /// <returns>The hit rate, from 0 to 1.</returns>
    public static double HitRate(CacheTrace trace, int entriesMax, EvictionPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(trace);
        BoundedCache<int, int> cache = new(new BoundedCacheOptions(entriesMax, Forever, Policy: policy), TimeProvider.System);
        foreach (int key in trace.Keys)
        {
            if (!cache.TryGet(key, out _))
                cache.Set(key, key);
        }

        return (double)cache.Counters.Hits / Math.Max(1, trace.Keys.Count);
    }

    /// <summary>
    /// The hit rate that no policy can exceed: the entry that is asked for again last is left out, the new one too. Belady, "A study of
    /// replacement algorithms for a virtual-storage computer", IBM Systems Journal 5(2), 1966.
    /// </summary>
    /// <param name="trace">The trace.</param>
    /// <param name="entriesMax">The cache's entries.</param>
    /// <returns>The hit rate, from 0 to 1.</returns>
    public static double OptimalHitRate(CacheTrace trace, int entriesMax)
    {
        ArgumentNullException.ThrowIfNull(trace);
        int[] next = NextUses(trace.Keys);
        HashSet<int> held = new();
        // Invariant: holds every held key with its next use; also uses that have passed, which are nearer than all others and so never come
        // first.
        PriorityQueue<int, int> furthest = new();
        long hits = 0;
        for (int i = 0; i < trace.Keys.Count; i++)
        {
            int key = trace.Keys[i];
            if (!held.Add(key))
                hits++;
            furthest.Enqueue(key, -next[i]);
            if (held.Count > entriesMax)
                held.Remove(furthest.Dequeue());
        }

        return (double)hits / Math.Max(1, trace.Keys.Count);
    }

    private static int[] NextUses(IReadOnlyList<int> keys)
    {
        int[] next = new int[keys.Count];
        Dictionary<int, int> last = new();
        for (int i = keys.Count - 1; i >= 0; i--)
        {
            next[i] = last.GetValueOrDefault(keys[i], int.MaxValue);
            last[keys[i]] = i;
        }

        return next;
    }
}

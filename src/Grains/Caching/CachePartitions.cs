using System.Collections.Concurrent;
using RagCluster.Caching.Keys;

namespace RagCluster.Grains.Caching;

/// <summary>How the lower tiers are divided, and what the parts on this silo hold.</summary>
internal sealed class CachePartitions
{
    /// <summary>Parts of each of the two tiers: enough to spread over the silos of any cluster that is planned for.</summary>
    internal const int Count = 64;

    private readonly ConcurrentDictionary<(int Tier, long Partition), Func<int>> _held = new();
    private readonly ConcurrentDictionary<(int Tier, long Partition), Action<double>> _shrinks = new();
    private readonly long[] _evictions = new long[4];
    private double _share = 1;

    /// <summary>The part that holds a key.</summary>
    internal static long Of(CacheKey key) => (long)(key.Stable % Count);

    /// <summary>The share of a part in a tier's entries, at least 1.</summary>
    internal static int Share(int entries) => (entries + Count - 1) / Count;

    /// <summary>Entries of a tier on this silo.</summary>
    internal int Entries(int tier) => _held.Where(part => part.Key.Tier == tier).Sum(part => part.Value());

    /// <summary>The parts of a tier on this silo.</summary>
    internal long[] Held(int tier) => [.. _held.Keys.Where(part => part.Tier == tier).Select(part => part.Partition)];

    /// <summary>Entries that left a tier on this silo for want of room, so far.</summary>
    internal long Evictions(int tier) => Interlocked.Read(ref _evictions[tier]);

    /// <summary>Notes a part that begins.</summary>
    /// <param name="tier">Its tier.</param>
    /// <param name="partition">Its number.</param>
    /// <param name="entries">Counts its entries.</param>
    /// <param name="shrink">Leaves a share of its limits to it; null where it holds nothing in memory.</param>
    internal void Add(int tier, long partition, Func<int> entries, Action<double>? shrink = null)
    {
        _held[(tier, partition)] = entries;
        if (shrink is null)
            return;
        _shrinks[(tier, partition)] = shrink;
        shrink(Volatile.Read(ref _share));
    }

    /// <summary>Notes a part that ends.</summary>
    internal void Remove(int tier, long partition)
    {
        _held.TryRemove((tier, partition), out _);
        _shrinks.TryRemove((tier, partition), out _);
    }

    /// <summary>Leaves a share of their limits to the parts in memory, and to those that begin later.</summary>
    internal void Shrink(double share)
    {
        Volatile.Write(ref _share, share);
        foreach (Action<double> shrink in _shrinks.Values)
            shrink(share);
    }

    /// <summary>Notes entries that left.</summary>
    internal void Evicted(int tier, long count) => Interlocked.Add(ref _evictions[tier], count);
}

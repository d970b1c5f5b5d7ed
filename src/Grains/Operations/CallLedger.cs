using System.Collections.Concurrent;

namespace RagCluster.Grains.Operations;

/// <summary>Counts every grain call of this silo by grain class and method.</summary>
internal sealed class CallLedger
{
    // Looked up by type, because a type's name costs more to hash than its reference.
    private readonly ConcurrentDictionary<(Type Grain, string Method), CallCounters> _byType = new();

    // Invariant: one entry for each pair of names, also when two classes share a name.
    private readonly ConcurrentDictionary<(string Grain, string Method), CallCounters> _byName = new();

    /// <summary>A call ended.</summary>
    internal void Add(Type grain, string method, double seconds, bool failed)
    {
        if (!_byType.TryGetValue((grain, method), out CallCounters? counters))
        {
            counters = _byName.GetOrAdd((grain.Name, method), static key => new CallCounters(key.Grain, key.Method));
            _byType.TryAdd((grain, method), counters);
        }

        counters.Add(seconds, failed);
    }

    /// <summary>The counts as they stand.</summary>
    internal CallCounts[] Snapshot() => [.. _byName.Values.Select(c => c.Snapshot())];
}

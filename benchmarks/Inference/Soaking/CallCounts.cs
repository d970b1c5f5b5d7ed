using System.Collections.Concurrent;

namespace RagCluster.InferenceBenchmark.Soaking;

/// <summary>How the calls ended.</summary>
internal sealed class CallCounts
{
    private readonly ConcurrentDictionary<CallEnd, long> _counts = new();

    internal long All => _counts.Values.Sum();

    internal void Add(CallEnd end) => _counts.AddOrUpdate(end, 1, (_, count) => count + 1);

    internal long Of(CallEnd end) => _counts.GetValueOrDefault(end);
}

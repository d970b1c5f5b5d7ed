using RagCluster.Cache.Traces;
using RagCluster.Caching.Eviction;

namespace RagCluster.Cache;

/// <summary>
/// The hit rate of every policy and of the offline optimum on every trace, and the policies' share of the optimum on average.
/// </summary>
internal static class HitRates
{
    private static readonly EvictionPolicy[] Policies = [EvictionPolicy.Adaptive, EvictionPolicy.Lru, EvictionPolicy.Lfu];

    internal static void Measure(int entries, int length, int seed)
    {
        IReadOnlyList<CacheTrace> traces = CacheTrace.All(entries, length, seed);
        Dictionary<EvictionPolicy, double> shares = Policies.ToDictionary(policy => policy, _ => 0.0);
        foreach (CacheTrace trace in traces)
        {
            string row = $"{trace.Name}-{entries}";
            double optimum = TraceReplay.OptimalHitRate(trace, entries);
            foreach (EvictionPolicy policy in Policies)
            {
                double rate = TraceReplay.HitRate(trace, entries, policy);
                shares[policy] += rate / optimum / traces.Count;
                Figures.Print(row, Name(policy), 100 * rate, "%");
            }

            Figures.Print(row, "optimum", 100 * optimum, "%");
        }

        foreach (EvictionPolicy policy in Policies)
            Figures.Print($"of-optimum-{entries}", Name(policy), 100 * shares[policy], "%");
    }

    internal static string Name(EvictionPolicy policy) => policy.ToString().ToLowerInvariant();
}

using System.Diagnostics;
using RagCluster.Cache.Traces;
using RagCluster.Caching.Eviction;

namespace RagCluster.Cache;

/// <summary>Look-ups and settings per second of one thread on the Zipf trace with 10,000 entries; the median of several runs.</summary>
internal static class OperationRates
{
    private const int Entries = 10_000;
    private const int Runs = 5;

    internal static void Measure(int length, int seed)
    {
        CacheTrace trace = CacheTrace.Zipf(Entries * 5, length, seed);
        foreach (EvictionPolicy policy in Enum.GetValues<EvictionPolicy>())
        {
            double[] rates = new double[Runs];
            for (int run = 0; run < Runs; run++)
            {
                long began = Stopwatch.GetTimestamp();
                double rate = TraceReplay.HitRate(trace, Entries, policy);
                // Every request is a look-up; one that misses is a setting too.
                rates[run] = length * (2 - rate) / Stopwatch.GetElapsedTime(began).TotalSeconds;
            }

            Array.Sort(rates);
            Figures.Print("operations", HitRates.Name(policy), rates[Runs / 2], "per second");
        }
    }
}

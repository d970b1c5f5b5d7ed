using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Grains.Operations;

/// <summary>Adds up the calls of methods and silos.</summary>
internal static class LoadSum
{
    /// <summary>The load of some methods on some silos.</summary>
    /// <param name="calls">Each with the length of its silo's window, in seconds.</param>
    internal static CallLoad Of(IReadOnlyCollection<(CallStatistics Calls, double WindowSeconds)> calls)
    {
        IReadOnlyList<double> bounds = MetricList.GrainCallDuration.Buckets;
        long[] buckets = new long[bounds.Count + 1];
        foreach ((CallStatistics one, _) in calls)
        {
            // A silo of another build may cut its buckets elsewhere.
            for (int i = 0; i < Math.Min(buckets.Length, one.RecentBuckets.Length); i++)
            {
                buckets[i] += one.RecentBuckets[i];
            }
        }

        HistogramSnapshot recent = new(bounds, buckets, calls.Sum(c => c.Calls.RecentSeconds));
        return new CallLoad(
            calls.Sum(c => c.Calls.CallCount),
            calls.Sum(c => c.Calls.ErrorCount),
            calls.Sum(c => c.Calls.RecentBuckets.Sum() / c.WindowSeconds),
            calls.Sum(c => c.Calls.RecentErrorCount / c.WindowSeconds),
            TimeSpan.FromSeconds(recent.Count == 0 ? 0 : recent.Sum / recent.Count),
            TimeSpan.FromSeconds(recent.Quantile(.99))
        );
    }
}

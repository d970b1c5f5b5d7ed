using System.Diagnostics;
using System.Diagnostics.Metrics;
using RagCluster.Corpus.Telemetry;

namespace RagCluster.Shards;

/// <summary>What shards measure.</summary>
internal static class ShardsMeter
{
    private static readonly Meter Meter = new("RagCluster.Shards");
    private static readonly Histogram<double> SearchDuration = MetricList.SearchDuration.Histogram(Meter);

    private static readonly Counter<long> SealedBytes = MetricList.ShardSealedBytes.Counter(Meter);
    private static readonly Counter<long> MergedBytes = MetricList.ShardMergedBytes.Counter(Meter);
    private static readonly Counter<long> Failures = MetricList.ShardUpkeepFailures.Counter(Meter);

    /// <summary>A head was written to a file.</summary>
    /// <param name="bytes">The file's length.</param>
    internal static void Sealed(long bytes) => SealedBytes.Add(bytes);

    /// <summary>Files were merged into one.</summary>
    /// <param name="bytes">The file's length.</param>
    internal static void Merged(long bytes) => MergedBytes.Add(bytes);

    /// <summary>A step of the upkeep failed.</summary>
    internal static void Failed() => Failures.Add(1);

    /// <summary>Seconds that one leg of a search took.</summary>
    /// <param name="stage">The leg: vector or bm25.</param>
    /// <param name="began">The timestamp of its beginning.</param>
    /// <returns>The time that has passed.</returns>
    internal static TimeSpan Record(string stage, long began)
    {
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        SearchDuration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("stage", stage));
        return took;
    }
}

using RagCluster.Corpus.Telemetry;

namespace RagCluster.Grains.Operations;

/// <summary>Counts the calls of one grain method on this silo.</summary>
internal sealed class CallCounters(string grain, string method)
{
    private readonly BucketHistogram _durations = new(MetricList.GrainCallDuration.Buckets);
    private long _errors;

    /// <summary>A call ended.</summary>
    internal void Add(double seconds, bool failed)
    {
        if (failed)
            Interlocked.Increment(ref _errors);
        _durations.Record(seconds);
    }

    /// <summary>The counts as they stand.</summary>
    internal CallCounts Snapshot() => new(grain, method, Volatile.Read(ref _errors), _durations.Snapshot());
}

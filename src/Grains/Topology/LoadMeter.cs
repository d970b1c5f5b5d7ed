using RagCluster.Grains.Interfaces.Topology;
using RagCluster.Planning.Calls.Routing;

namespace RagCluster.Grains.Topology;

/// <summary>Measures what this silo bears. Safe for concurrent use; one caller measures.</summary>
public sealed class LoadMeter
{
    private readonly TimeProvider _time;
    private readonly IClusterView _cluster;
    private LatencyQuantile _queries = new();
    private TimeSpan _processorTime = Environment.CpuUsage.TotalTime;
    private long _measuredAt;

    internal LoadMeter(TimeProvider time, IClusterView cluster)
    {
        _time = time;
        _cluster = cluster;
        _measuredAt = time.GetTimestamp();
    }

    /// <summary>Notes a query.</summary>
    /// <param name="took">Its latency.</param>
    internal void Observe(TimeSpan took) => Volatile.Read(ref _queries).Add(took);

    /// <summary>The load since the last measurement.</summary>
    public SiloLoad Measure()
    {
        LatencyQuantile queries = Interlocked.Exchange(ref _queries, new LatencyQuantile());
        TimeSpan processorTime = Environment.CpuUsage.TotalTime;
        long now = _time.GetTimestamp();
        TimeSpan passed = _time.GetElapsedTime(_measuredAt, now) * Environment.ProcessorCount;
        double share = passed > TimeSpan.Zero ? Math.Clamp((processorTime - _processorTime) / passed, 0, 1) : 0;
        (_processorTime, _measuredAt) = (processorTime, now);
        return new SiloLoad(_cluster.Local, share, queries.Of(0.95), queries.Count);
    }
}

using System.Diagnostics;

namespace Orleans.Statistics;

/// <summary>Measures the processor time of this process between one reading and the next, at most once a second.</summary>
internal sealed class CpuSampler
{
    private readonly Lock _lock = new();
    private long _sampledAt = Stopwatch.GetTimestamp();
    private TimeSpan _usedThen = Environment.CpuUsage.TotalTime;
    private float _usage;

    public static CpuSampler Instance { get; } = new();

    public EnvironmentStatistics Read()
    {
        long total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        long used = Environment.WorkingSet;
        float cpu = Sample();
        return new EnvironmentStatistics
        {
            RawCpuUsagePercentage = cpu,
            FilteredCpuUsagePercentage = cpu,
            RawMemoryUsageBytes = used,
            FilteredMemoryUsageBytes = used,
            RawAvailableMemoryBytes = Math.Max(0, total - used),
            FilteredAvailableMemoryBytes = Math.Max(0, total - used),
            MaximumAvailableMemoryBytes = total,
        };
    }

    private float Sample()
    {
        lock (_lock)
        {
            TimeSpan elapsed = Stopwatch.GetElapsedTime(_sampledAt);
            if (elapsed < TimeSpan.FromSeconds(1))
                return _usage;
            TimeSpan used = Environment.CpuUsage.TotalTime;
            _usage = (float)(100 * (used - _usedThen) / elapsed / Environment.ProcessorCount);
            (_sampledAt, _usedThen) = (Stopwatch.GetTimestamp(), used);
            return _usage;
        }
    }
}

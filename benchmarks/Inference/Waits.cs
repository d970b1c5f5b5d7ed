using System.Diagnostics;

namespace RagCluster.InferenceBenchmark;

/// <summary>
/// How long calls took on the clock, and what this process computed meanwhile: other programs on the machine do not change the second.
/// </summary>
internal sealed class Waits
{
    private readonly List<double> _milliseconds = [];
    private readonly List<double> _cpuMilliseconds = [];

    internal Percentiles Milliseconds => new(_milliseconds);

    internal Percentiles CpuMilliseconds => new(_cpuMilliseconds);

    internal async Task AddAsync(Func<Task> call)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long began = Stopwatch.GetTimestamp();
        await call();
        _milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        _cpuMilliseconds.Add((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
    }
}

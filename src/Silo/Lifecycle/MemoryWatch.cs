using System.Globalization;
using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Memory;

namespace RagCluster.Silo.Lifecycle;

/// <summary>
/// Looks every second how much memory this process holds for itself, and has it give back before it is ended for it. Pages of mapped files
/// do not count: the system takes those by itself.
/// </summary>
internal sealed class MemoryWatch(SiloMemory memory, TimeProvider time) : BackgroundService, IMetricSource
{
    private const string Status = "/proc/self/status";
    private const string OwnPages = "RssAnon:";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly long _limit = MemoryLimit.Read();

    /// <inheritdoc/>
    public Task WriteAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        sink.Write(MetricList.MemoryPressure, memory.Level);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // What the caches let go is the process's until the heap gives it back.
            if (memory.Apply((double)OwnBytes() / _limit))
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    // Where the system does not tell them apart, all that is resident counts.
    private static long OwnBytes()
    {
        string? line = File.Exists(Status)
            ? File.ReadLines(Status).FirstOrDefault(one => one.StartsWith(OwnPages, StringComparison.Ordinal))
            : null;
        string number = line?[OwnPages.Length..].Replace("kB", "", StringComparison.Ordinal).Trim() ?? "";
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long kibibytes)
            ? kibibytes * 1024
            : Environment.WorkingSet;
    }
}

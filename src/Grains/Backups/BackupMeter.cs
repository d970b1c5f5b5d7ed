using System.Diagnostics.Metrics;
using RagCluster.Backup.Notices;
using RagCluster.Corpus.Telemetry;

namespace RagCluster.Grains.Backups;

/// <summary>
/// What the backups of this cluster measure, on the silo that takes them. Another silo may have taken the one before: of several values the
/// greatest is the present one.
/// </summary>
internal static class BackupMeter
{
    private static readonly Meter Meter = new("RagCluster.Backups");
    private static readonly Counter<long> Outcomes = MetricList.Backups.Counter(Meter);
    private static readonly Histogram<double> Duration = MetricList.BackupDuration.Histogram(Meter);
    private static readonly Counter<long> Segments = MetricList.BackupLogSegments.Counter(Meter);
    private static long _shippedMilliseconds;
    private static long _newestMilliseconds;
    private static long _newestBytes;

    static BackupMeter()
    {
        Meter.CreateObservableGauge(
            MetricList.BackupLastSuccess.Name,
            () => Volatile.Read(ref _newestMilliseconds) is > 0 and long at ? [new Measurement<double>(at / 1000.0)] : NoValue<double>(),
            "s",
            MetricList.BackupLastSuccess.Help
        );
        Meter.CreateObservableGauge(
            MetricList.BackupLogShipped.Name,
            () => Volatile.Read(ref _shippedMilliseconds) is > 0 and long at ? [new Measurement<double>(at / 1000.0)] : NoValue<double>(),
            "s",
            MetricList.BackupLogShipped.Help
        );
        Meter.CreateObservableGauge(
            MetricList.BackupBytes.Name,
            () => Volatile.Read(ref _newestBytes) is > 0 and long bytes ? [new Measurement<long>(bytes)] : NoValue<long>(),
            "By",
            MetricList.BackupBytes.Help
        );
    }

    /// <summary>Which backup of everything is the newest.</summary>
    internal static void Newest(DateTimeOffset? createdAt, long bytes)
    {
        Volatile.Write(ref _newestMilliseconds, createdAt?.ToUnixTimeMilliseconds() ?? 0);
        Volatile.Write(ref _newestBytes, bytes);
    }

    /// <summary>One was taken and verified.</summary>
    internal static void Taken(TimeSpan took)
    {
        Duration.Record(took.TotalSeconds);
        Ended(BackupEvent.Succeeded);
    }

    /// <summary>Something became of one.</summary>
    internal static void Ended(BackupEvent outcome) =>
        Outcomes.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString().ToLowerInvariant()));

    /// <summary>Every change before a moment has been shipped.</summary>
    internal static void Shipped(DateTimeOffset at, bool isSegment)
    {
        Volatile.Write(ref _shippedMilliseconds, at.ToUnixTimeMilliseconds());
        if (isSegment)
            Segments.Add(1, new KeyValuePair<string, object?>("outcome", "shipped"));
    }

    /// <summary>Changes could not be shipped.</summary>
    internal static void NotShipped() => Segments.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));

    private static Measurement<T>[] NoValue<T>()
        where T : struct => [];
}

using System.Diagnostics.Metrics;

namespace RagCluster.Storage;

/// <summary>What the store measures about itself.</summary>
public static class StorageMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "RagCluster.Storage";

    private static readonly Meter Meter = new(Name);

    /// <summary>Seconds that a commit took, its flush included.</summary>
    internal static readonly Histogram<double> CommitDuration =
        Meter.CreateHistogram<double>("rag_wal_fsync_duration_seconds", "s", "Time of a group commit, its flush to disk included.");

    /// <summary>Flushes, writes or checkpoints that the disk failed.</summary>
    internal static readonly Counter<long> FlushErrors =
        Meter.CreateCounter<long>("rag_wal_fsync_errors_total", null, "Failed flushes, writes and checkpoints. One is enough to seal the store.");

    /// <summary>Writes that shared one commit.</summary>
    internal static readonly Histogram<int> GroupSize =
        Meter.CreateHistogram<int>("rag_storage_commit_group_writes", null, "Writes that shared one commit.");

    /// <summary>Writes that were turned away because too many waited.</summary>
    internal static readonly Counter<long> Overloaded =
        Meter.CreateCounter<long>("rag_storage_overloaded_total", null, "Writes turned away because the queue was full.");
}

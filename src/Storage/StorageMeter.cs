using System.Diagnostics.Metrics;
using RagCluster.Corpus.Telemetry;

namespace RagCluster.Storage;

/// <summary>What the store measures about itself.</summary>
public static class StorageMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "RagCluster.Storage";

    private static readonly Meter Meter = new(Name);

    /// <summary>Seconds that a commit took, its flush included.</summary>
    internal static readonly Histogram<double> CommitDuration = MetricList.WalFsyncDuration.Histogram(Meter);

    /// <summary>Flushes, writes or checkpoints that the disk failed.</summary>
    internal static readonly Counter<long> FlushErrors = MetricList.WalFsyncErrors.Counter(Meter);

    /// <summary>Writes that shared one commit.</summary>
    internal static readonly Histogram<double> GroupSize = MetricList.CommitGroupWrites.Histogram(Meter);

    /// <summary>Writes that were turned away because too many waited.</summary>
    internal static readonly Counter<long> Overloaded = MetricList.StorageOverloaded.Counter(Meter);

    /// <summary>Large reads for which a replica was asked, by what became of it.</summary>
    internal static readonly Counter<long> ReplicaReads = MetricList.ReplicaReads.Counter(Meter);

    /// <summary>Writes that carried an epoch which is not the present one.</summary>
    internal static readonly Counter<long> FencingRejections = MetricList.FencingRejections.Counter(Meter);
}

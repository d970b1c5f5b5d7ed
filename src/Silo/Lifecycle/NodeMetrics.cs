using RagCluster.Api.Operations;
using RagCluster.Corpus.Telemetry;

namespace RagCluster.Silo.Lifecycle;

/// <summary>The metrics of the node itself: whether it takes work, and its data folder.</summary>
/// <param name="state">The node's phase.</param>
/// <param name="dataFolder">The folder.</param>
internal sealed class NodeMetrics(NodeState state, string dataFolder) : IMetricSource
{
    /// <inheritdoc/>
    public Task WriteAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        sink.Write(MetricList.SiloUp, state.Phase == NodePhase.Active ? 1 : 0);
        DirectoryInfo folder = new(dataFolder);
        if (folder.Exists)
        {
            sink.Write(MetricList.StorageBytes, folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length));
            DriveInfo drive = new(folder.FullName);
            sink.Write(MetricList.StorageFreeRatio, drive.TotalSize > 0 ? (double)drive.AvailableFreeSpace / drive.TotalSize : 0);
        }

        return Task.CompletedTask;
    }
}

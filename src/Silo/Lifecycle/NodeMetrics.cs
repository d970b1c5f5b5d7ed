using System.Net.NetworkInformation;
using RagCluster.Api.Operations;
using RagCluster.Corpus.Telemetry;

namespace RagCluster.Silo.Lifecycle;

/// <summary>The metrics of the node itself: whether it takes work, its data folder, its memory and what its network moved.</summary>
/// <param name="state">The node's phase.</param>
/// <param name="dataFolder">The folder.</param>
internal sealed class NodeMetrics(NodeState state, string dataFolder) : IMetricSource
{
    private readonly long _memoryLimit = MemoryLimit.Read();

    /// <inheritdoc/>
    public Task WriteAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        sink.Write(MetricList.SiloUp, state.Phase == NodePhase.Active ? 1 : 0);
        sink.Write(MetricList.MemoryLimit, _memoryLimit);
        sink.Write(MetricList.MemoryUsed, (double)Environment.WorkingSet / _memoryLimit);
        WriteNetwork(sink);
        DirectoryInfo folder = new(dataFolder);
        if (folder.Exists)
        {
            sink.Write(MetricList.StorageBytes, folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length));
            DriveInfo drive = new(folder.FullName);
            sink.Write(MetricList.StorageFreeRatio, drive.TotalSize > 0 ? (double)drive.AvailableFreeSpace / drive.TotalSize : 0);
        }

        return Task.CompletedTask;
    }

    private static void WriteNetwork(IMetricSink sink)
    {
        (long received, long sent) = (0, 0);
        foreach (NetworkInterface network in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (network.NetworkInterfaceType == NetworkInterfaceType.Loopback)
                continue;
            IPInterfaceStatistics counts = network.GetIPStatistics();
            received += counts.BytesReceived;
            sent += counts.BytesSent;
        }

        sink.Write(MetricList.NetworkBytes, received, ("direction", "received"));
        sink.Write(MetricList.NetworkBytes, sent, ("direction", "sent"));
    }
}

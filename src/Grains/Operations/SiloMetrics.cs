using System.Reflection;
using RagCluster.Corpus.Telemetry;

namespace RagCluster.Grains.Operations;

/// <summary>The metrics of this silo's grains and of the cluster as it sees it.</summary>
internal sealed class SiloMetrics(CallLedger ledger, IGrainFactory grains, ILocalSiloDetails silo) : IMetricSource
{
    private static readonly string Version = Assembly.GetEntryAssembly()?.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <inheritdoc/>
    public async Task WriteAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        sink.Write(MetricList.BuildInfo, 1, ("version", Version));
        foreach (CallCounts counts in ledger.Snapshot())
        {
            sink.Write(
                MetricList.GrainCalls,
                counts.Durations.Count - counts.ErrorCount,
                ("grain", counts.Grain),
                ("method", counts.Method),
                ("outcome", "ok")
            );
            sink.Write(MetricList.GrainCalls, counts.ErrorCount, ("grain", counts.Grain), ("method", counts.Method), ("outcome", "error"));
            sink.Write(MetricList.GrainCallDuration, counts.Durations, ("grain", counts.Grain), ("method", counts.Method));
        }

        IManagementGrain management = grains.GetGrain<IManagementGrain>(0);
        Dictionary<SiloAddress, SiloStatus> hosts = await management.GetHosts(onlyActive: false, cancellationToken);
        foreach (IGrouping<SiloStatus, SiloStatus> status in hosts.Values.GroupBy(s => s))
        {
            sink.Write(MetricList.ClusterSilos, status.Count(), ("status", status.Key.ToString()));
        }

        SimpleGrainStatistic[] activations = await management.GetSimpleGrainStatistics([silo.SiloAddress], cancellationToken);
        foreach (IGrouping<string, SimpleGrainStatistic> type in activations.GroupBy(a => ClusterReading.ShortName(a.GrainType)))
        {
            sink.Write(MetricList.Activations, type.Sum(a => a.ActivationCount), ("grain", type.Key));
        }
    }
}

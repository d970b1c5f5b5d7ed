using System.Diagnostics.Metrics;
using RagCluster.Api.Operations;
using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Interfaces.Topology;
using RagCluster.Grains.Memory;
using RagCluster.Grains.Topology;

namespace RagCluster.Silo.Hosting;

/// <summary>Tells the cluster what this silo bears, and measures what the cluster asks for.</summary>
internal sealed partial class LoadReports(
    IGrainFactory grains,
    NodeState state,
    LoadMeter meter,
    SiloMemory memory,
    TimeProvider time,
    ILogger<LoadReports> log
) : BackgroundService
{
    /// <summary>The meter's name.</summary>
    internal const string MeterName = "RagCluster.Scaling";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly Meter Meter = new(MeterName);
    private static readonly Gauge<int> WantedSilos = Meter.CreateGauge<int>(MetricList.WantedSilos.Name, null, MetricList.WantedSilos.Help);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await state.Joined.WaitAsync(stoppingToken);
        using PeriodicTimer timer = new(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                SiloLoad load = meter.Measure() with { MemoryShare = memory.UsedShare };
                ScalingState scaling = await grains.GetGrain<IScalingGrain>(IScalingGrain.Key).ReportAsync(load, stoppingToken);
                WantedSilos.Record(scaling.WantedSilos);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The service's boundary: what escaped from here would stop the whole silo, and an outage of a store throws what it likes.
                LogFailed(error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The load of this silo could not be reported; it is tried again")]
    private partial void LogFailed(Exception error);
}

using Microsoft.Extensions.Options;
using RagCluster.Api.Operations;
using RagCluster.Grains.Ingest;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Silo.Hosting;

/// <summary>Has the cluster's sweep for pending documents done, whichever silos live.</summary>
internal sealed partial class PendingSweep(
    IGrainFactory grains, NodeState state, IOptions<IngestOptions> options, TimeProvider time, ILogger<PendingSweep> log)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await state.Joined.WaitAsync(stoppingToken);
        using PeriodicTimer timer = new(options.Value.SweepPeriod, time);
        do
        {
            try
            {
                await grains.GetGrain<ISweepGrain>(ISweepGrain.Key).SweepAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The service's boundary: what escaped from here would stop the whole silo, and an outage of a store throws what it likes.
                LogFailed(error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweep for pending documents failed; it is repeated")]
    private partial void LogFailed(Exception error);
}

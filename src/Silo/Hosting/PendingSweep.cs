using Microsoft.Extensions.Options;
using RagCluster.Api.Operations;
using RagCluster.Grains.Ingest;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Silo.Hosting;

/// <summary>
/// Has the cluster's sweep for pending documents done, whichever silos live: now and then, and when one has died, with whom queues may have
/// gone.
/// </summary>
internal sealed partial class PendingSweep(
    IGrainFactory grains,
    IClusterMembershipService membership,
    NodeState state,
    IOptions<IngestOptions> options,
    TimeProvider time,
    ILogger<PendingSweep> log
) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await state.Joined.WaitAsync(stoppingToken);
        await Task.WhenAll(SweepNowAndThenAsync(stoppingToken), SweepAfterDeathsAsync(stoppingToken));
    }

    private async Task SweepNowAndThenAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(options.Value.SweepPeriod, time);
        do
        {
            await SweepAsync(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // What is news and what is not, the sweep knows: it does nothing unless a silo has died since the last one.
    private async Task SweepAfterDeathsAsync(CancellationToken stoppingToken)
    {
        await foreach (ClusterMembershipSnapshot _ in membership.MembershipUpdates.WithCancellation(stoppingToken))
            await SweepAsync(stoppingToken);
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweep for pending documents failed; it is repeated")]
    private partial void LogFailed(Exception error);
}

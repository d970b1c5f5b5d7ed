using Microsoft.Extensions.Options;
using RagCluster.Api.Operations;
using RagCluster.Grains.Ingest;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Silo.Hosting;

/// <summary>Has the cluster's sweep for pending documents done, whichever silos live: now and then, and when one has died, with whom queues may have gone.</summary>
internal sealed partial class PendingSweep(
    IGrainFactory grains, IClusterMembershipService membership, NodeState state, IOptions<IngestOptions> options, TimeProvider time, ILogger<PendingSweep> log)
    : BackgroundService
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
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAfterDeathsAsync(CancellationToken stoppingToken)
    {
        int known = Deaths(membership.CurrentSnapshot);
        await foreach (ClusterMembershipSnapshot snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            int deaths = Deaths(snapshot);
            if (deaths > known)
                await SweepAsync(stoppingToken);
            known = deaths;
        }
    }

    private static int Deaths(ClusterMembershipSnapshot snapshot) => snapshot.Members.Values.Count(member => member.Status == SiloStatus.Dead);

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

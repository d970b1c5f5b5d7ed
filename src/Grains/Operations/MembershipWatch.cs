using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RagCluster.Grains.Telemetry;

namespace RagCluster.Grains.Operations;

/// <summary>Follows the membership, counts who leaves and says it.</summary>
internal sealed partial class MembershipWatch(IClusterMembershipService membership, ILocalSiloDetails silo, ILogger<MembershipWatch> log)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HashSet<SiloAddress> dead = [];
        bool first = true;
        await foreach (ClusterMembershipSnapshot snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            GrainsMeter.ViewVersion(snapshot.Version.Value);
            SiloAddress[] gone =
            [
                .. snapshot
                    .Members.Values.Where(m => m.Status == SiloStatus.Dead && !m.SiloAddress.Equals(silo.SiloAddress))
                    .Select(m => m.SiloAddress),
            ];
            SiloAddress[] fresh = [.. gone.Where(dead.Add)];
            // Who had died before this silo came is history, not an event.
            if (!first)
                Report(fresh);
            first = false;
        }
    }

    private void Report(SiloAddress[] dead)
    {
        GrainsMeter.SilosLeft(dead.Length);
        foreach (SiloAddress address in dead)
            LogDead(address);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Dead to the cluster: {Silo}")]
    private partial void LogDead(SiloAddress silo);
}

using Microsoft.Extensions.Hosting;

namespace RagCluster.Grains.Operations;

/// <summary>Follows the membership and counts who leaves.</summary>
internal sealed class MembershipWatch(IClusterMembershipService membership, ILocalSiloDetails silo) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HashSet<SiloAddress> dead = [];
        bool first = true;
        await foreach (ClusterMembershipSnapshot snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            GrainsMeter.ViewVersion(snapshot.Version.Value);
            SiloAddress[] gone = [.. snapshot.Members.Values.Where(m => m.Status == SiloStatus.Dead && !m.SiloAddress.Equals(silo.SiloAddress)).Select(m => m.SiloAddress)];
            int fresh = gone.Count(dead.Add);
            // Who had died before this silo came is history, not an event.
            if (!first)
                GrainsMeter.SilosLeft(fresh);
            first = false;
        }
    }
}

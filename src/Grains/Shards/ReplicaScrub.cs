using Microsoft.Extensions.Hosting;
using RagCluster.Shards;

namespace RagCluster.Grains.Shards;

/// <summary>
/// Reads the files of this silo's replicas anew, again and again, since a disk may change what was found right when it was read first. One
/// after the other and slowly: 8 MiB a second are a gigabyte in two minutes, and half a percent of a processor. Replicas that nobody has
/// read since are left alone, so that a quiet machine stays quiet.
/// </summary>
/// <param name="local">Has the replicas.</param>
/// <param name="time">The clock of the pauses.</param>
internal sealed class ReplicaScrub(LocalReplicas local, TimeProvider time) : BackgroundService
{
    private const int StepBytes = 4 << 20;
    private static readonly TimeSpan StepPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PassPause = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(PassPause, time, stoppingToken);
            await PassAsync(stoppingToken);
        }
    }

    /// <summary>Reads what was read since the last pass.</summary>
    internal async Task PassAsync(CancellationToken cancellationToken)
    {
        foreach (OpenReplica replica in local.Replicas.Where(replica => replica.TakeRead()))
            await ReadAsync(replica, cancellationToken);
    }

    private async Task ReadAsync(OpenReplica replica, CancellationToken cancellationToken)
    {
        int bytes = 0;
        try
        {
            foreach (int length in replica.Shard.CheckBlocks())
            {
                bytes += length;
                if (bytes < StepBytes)
                    continue;
                bytes = 0;
                await Task.Delay(StepPause, time, cancellationToken);
            }
        }
        catch (ShardDamagedException damage)
        {
            // The replica's next poll drops the file, by a turn of its grain, and rebuilds it.
            replica.NoteDamage(damage);
        }
    }
}

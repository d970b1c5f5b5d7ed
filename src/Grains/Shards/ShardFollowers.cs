using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Topology;
using RagCluster.Storage;

namespace RagCluster.Grains.Shards;

/// <summary>Brings a shard's replicas up to its log: by a hint that may get lost, or by a call that waits.</summary>
/// <param name="grains">Reaches the replicas.</param>
/// <param name="store">Says how far the logs are.</param>
/// <param name="maps">Says where they are.</param>
/// <param name="cluster">Says which silos serve.</param>
/// <param name="time">The clock of the wait.</param>
/// <param name="log">Says who did not follow.</param>
internal sealed partial class ShardFollowers(
    IGrainFactory grains,
    IDocumentStore store,
    ShardMaps maps,
    IClusterView cluster,
    TimeProvider time,
    ILogger<ShardFollowers> log
)
{
    // A replica that does not follow in that time is cut off; it looks at the log again as soon as it can.
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    /// <summary>Tells every replica that the log has grown. Returns at once.</summary>
    /// <param name="slot">Whose log it is.</param>
    /// <param name="position">The log's new end, of the copy that answers; another one is found to have grown by looking.</param>
    internal void Hint(ShardSlot slot, long position) => _ = HintAsync(slot, position);

    /// <summary>Returns once every replica that may answer has applied what its log holds now, so that no later query misses it.</summary>
    /// <param name="slot">Whose log it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task CatchUpAsync(ShardSlot slot, CancellationToken cancellationToken)
    {
        // The newest map: a replica that has just begun to serve counts too.
        ShardMap map = await maps.RefreshAsync(slot.Collection).WaitAsync(cancellationToken);
        for (
            ShardCopy? waitedFor = null;
            waitedFor != map.Settings.Answering();
            map = await maps.RefreshAsync(slot.Collection).WaitAsync(cancellationToken)
        )
        {
            // Another model may have begun to answer meanwhile: then its replicas count.
            waitedFor = map.Settings.Answering();
            await Task.WhenAll(Asked(map.Settings).Select(copy => CatchUpAsync(copy.Of(slot), map, cancellationToken)));
        }
    }

    // Who has an old map still asks the shards that retire.
    private static IEnumerable<ShardCopy> Asked(CollectionSettings settings) =>
        settings.SecondModel is { IsRetiring: true } ? settings.Copies() : [settings.Answering()];

    private async Task CatchUpAsync(ShardId shard, ShardMap map, CancellationToken cancellationToken)
    {
        long position = await store.ReadLogEndAsync(shard, cancellationToken);
        await Task.WhenAll(
            map.Replicas.Where(replica => replica.Shard == shard.Number && replica.Phase != ReplicaPhase.Preparing)
                .Select(replica => CatchUpAsync(shard, replica.Silo, position, cancellationToken))
        );
    }

    private async Task CatchUpAsync(ShardId shard, string silo, long position, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(WaitMax, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        TimeSpan pause = TimeSpan.FromMilliseconds(20);
        while (cluster.Serves(silo))
        {
            try
            {
                await grains
                    .GetGrain<IIndexShardGrain>(Keys.Replica(shard, silo))
                    .CatchUpAsync(position, either.Token)
                    .WaitAsync(either.Token);
                return;
            }
            catch (Exception error) when (error is RagException { Kind: ErrorKind.Unavailable } or TimeoutException or OrleansException)
            {
                LogBehind(error, shard, silo, position);
            }
            catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
            {
                LogBehind(late, shard, silo, position);
                return;
            }

            await Task.Delay(pause, time, either.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancellationToken.ThrowIfCancellationRequested();
            if (deadline.IsCancellationRequested)
                return;
            pause *= 2;
        }
    }

    private async Task HintAsync(ShardSlot slot, long position)
    {
        ShardMap map;
        try
        {
            map = await maps.GetAsync(slot.Collection, CancellationToken.None);
        }
        catch (Exception error) when (error is RagException or TimeoutException or OrleansException)
        {
            LogNoHint(error, slot, position);
            return;
        }

        ShardId shard = map.Settings.Answering().Of(slot);
        foreach (ShardReplica replica in map.Replicas.Where(replica => replica.Shard == shard.Number && cluster.Serves(replica.Silo)))
            _ = grains.GetGrain<IIndexShardGrain>(Keys.Replica(shard, replica.Silo)).HintAsync(position);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The replica of {Shard} on {Silo} has not followed the log to {Position} yet")]
    private partial void LogBehind(Exception error, ShardId shard, string silo, long position);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Nobody was told that the log of {Shard} has reached {Position}")]
    private partial void LogNoHint(Exception error, ShardSlot shard, long position);
}

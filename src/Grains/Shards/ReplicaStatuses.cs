using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Grains.Shards;

/// <summary>Asks the replicas of a shard map where they stand, and releases those that left it.</summary>
/// <param name="grains">Reaches the replicas.</param>
/// <param name="log">Says which replicas don't answer.</param>
internal sealed partial class ReplicaStatuses(IGrainFactory grains, ILogger<ReplicaStatuses> log)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>Every replica of a map, those on silos that don't answer and those that no silo holds included.</summary>
    internal Task<ShardStatus[]> ListAsync(CollectionId collection, ShardMap map, CancellationToken cancellationToken) =>
        Task.WhenAll(
            map.Settings.Copies()
                .SelectMany(copy => copy.Numbers)
                .SelectMany(number => List(new ShardId(collection, number), map, cancellationToken))
        );

    /// <summary>Which replicas say that they have read their shard's log, as shard and silo.</summary>
    internal async Task<HashSet<(int Shard, string Silo)>> ReadyAsync(CollectionId collection, IEnumerable<ShardReplica> replicas)
    {
        ShardReplica[] asked = [.. replicas];
        ShardStatus[] statuses = await Task.WhenAll(asked.Select(replica => AskAsync(collection, replica, 0, default)));
        return
        [
            .. asked
                .Zip(statuses)
                .Where(pair => pair.Second.State == ReplicaState.Serving)
                .Select(pair => (pair.First.Shard, pair.First.Silo)),
        ];
    }

    /// <summary>
    /// Has a replica release its files. Nobody waits: a silo that does not hear of it finds the collection gone, or goes itself.
    /// </summary>
    internal void Release(CollectionId collection, ShardReplica replica) => _ = Grain(collection, replica).ReleaseAsync();

    private IEnumerable<Task<ShardStatus>> List(ShardId shard, ShardMap map, CancellationToken cancellationToken)
    {
        ShardReplica[] held = [.. map.Replicas.Where(replica => replica.Shard == shard.Number)];
        int missing = Math.Max(0, map.Settings.ReplicaCount - held.Length);
        return held.Select((replica, number) => AskAsync(shard.Collection, replica, number, cancellationToken))
            .Concat(
                Enumerable
                    .Range(held.Length, missing)
                    .Select(number => Task.FromResult(Without(shard, number, "", ReplicaState.Unassigned)))
            );
    }

    private async Task<ShardStatus> AskAsync(CollectionId collection, ShardReplica replica, int number, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        try
        {
            ShardStatus status = await Grain(collection, replica).GetStatusAsync(deadline.Token);
            return status with
            {
                Replica = number,
                State =
                    status.State == ReplicaState.Serving && replica.Phase == ReplicaPhase.Retiring ? ReplicaState.Retiring : status.State,
            };
        }
        catch (Exception error)
            when (error is RagException { Kind: ErrorKind.Unavailable } or TimeoutException or OrleansException
                || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            LogUnreachable(error, replica.Shard, replica.Silo);
            return Without(new ShardId(collection, replica.Shard), number, replica.Silo, ReplicaState.Unreachable);
        }
    }

    private static ShardStatus Without(ShardId shard, int number, string silo, ReplicaState state) =>
        new(shard, number, 0, 0, 0, 0, silo, state, 0);

    private IIndexShardGrain Grain(CollectionId collection, ShardReplica replica) =>
        grains.GetGrain<IIndexShardGrain>(Keys.Replica(new ShardId(collection, replica.Shard), replica.Silo));

    [LoggerMessage(Level = LogLevel.Debug, Message = "The replica of shard {Shard} on {Silo} does not say where it stands")]
    private partial void LogUnreachable(Exception error, int shard, string silo);
}

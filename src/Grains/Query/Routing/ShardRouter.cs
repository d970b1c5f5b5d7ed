using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Shards;
using RagCluster.Grains.Topology;
using RagCluster.Planning.Calls.Routing;

namespace RagCluster.Grains.Query.Routing;

/// <summary>
/// Gets an answer of a shard from one of its replicas: the better of two drawn ones first, a second one when the first is slower than
/// usual, any other when one fails, and the whole round again, over a fresh map, until the caller's time is up. One per silo; it learns
/// from every call.
/// </summary>
/// <param name="grains">Reaches the replicas.</param>
/// <param name="maps">Says where they are.</param>
/// <param name="cluster">Says which silos serve and what they can do.</param>
/// <param name="attempts">Runs one call.</param>
/// <param name="time">The clock.</param>
internal sealed class ShardRouter(IGrainFactory grains, ShardMaps maps, IClusterView cluster, ReplicaAttempts attempts, TimeProvider time)
{
    /// <summary>
    /// The problem's slug when a shard is none of its collection's any more: whoever asked plans anew, with the model and the shards of the
    /// present map.
    /// </summary>
    internal const string ShardReplaced = "shard-replaced";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(250);
    private readonly GrainReferences<IIndexShardGrain> _replicas = new(grains);

    /// <summary>Asks a shard.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="shard">The shard.</param>
    /// <param name="ask">The call; may be made several times, on several replicas.</param>
    /// <param name="cancellationToken">The caller's time.</param>
    /// <exception cref="OperationCanceledException">No replica answered in the caller's time.</exception>
    /// <exception cref="RagException">The replica's own error, when another replica would say the same. <see cref="ShardReplaced"/>: the
    /// collection has another model and other shards by now.</exception>
    internal async Task<T> AskAsync<T>(
        ShardId shard,
        Func<IIndexShardGrain, CancellationToken, Task<T>> ask,
        CancellationToken cancellationToken
    )
    {
        TimeSpan pause = FirstPause;
        while (true)
        {
            ShardMap map = await maps.GetAsync(shard.Collection, cancellationToken);
            if (map.Settings.DimensionsOf(shard.Number) is null)
                throw new RagException(
                    ErrorKind.Unavailable,
                    ShardReplaced,
                    $"{shard} was replaced when the collection's model changed; ask again."
                )
                {
                    RetryAfter = TimeSpan.FromSeconds(1),
                };
            List<RouteTarget> open = Targets(shard, map);
            while (open.Count > 0)
            {
                (bool answered, T answer) = await attempts.RunAsync(
                    open,
                    (silo, token) => ask(_replicas.Get(Keys.Replica(shard, silo)), token),
                    cancellationToken
                );
                if (answered)
                    return answer;
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
            await maps.RefreshAsync(shard.Collection).WaitAsync(cancellationToken);
        }
    }

    // What retires answers only when nothing else does. A silo that does not serve any more would cost a wait.
    private List<RouteTarget> Targets(ShardId shard, ShardMap map)
    {
        IReadOnlyList<ClusterSilo> silos = cluster.Silos;
        ILookup<ReplicaPhase, RouteTarget> byPhase = map
            .Replicas.Where(replica => replica.Shard == shard.Number)
            .Join(
                silos,
                replica => replica.Silo,
                silo => silo.Address,
                (replica, silo) => (replica.Phase, Target: new RouteTarget(silo.Address, silo.Capacity))
            )
            .ToLookup(found => found.Phase, found => found.Target);
        return [.. byPhase[ReplicaPhase.Serving].Any() ? byPhase[ReplicaPhase.Serving] : byPhase[ReplicaPhase.Retiring]];
    }
}

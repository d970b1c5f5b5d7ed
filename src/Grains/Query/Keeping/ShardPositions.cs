using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Shards;
using RagCluster.Grains.Topology;

namespace RagCluster.Grains.Query.Keeping;

/// <summary>
/// Says how much of their logs a collection's shards answer from: this silo's own replicas without a call, the others by asking one replica
/// of each shard. Any replica that answers queries will do, because an acknowledged write has reached them all
/// (<see cref="ShardFollowers"/>).
/// </summary>
/// <param name="local">This silo's replicas.</param>
/// <param name="cluster">Names this silo.</param>
/// <param name="router">Asks the others.</param>
internal sealed class ShardPositions(LocalReplicas local, IClusterView cluster, ShardRouter router)
{
    /// <summary>The positions in the order of the shards where this silo has them all, without a call; null otherwise.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="map">Says which shards answer and where they are.</param>
    internal ShardPosition[]? ReadHere(CollectionId collection, ShardMap map)
    {
        ShardPosition?[] known = Here(collection, map, map.Settings.Answering());
        return known.Contains(null) ? null : Array.ConvertAll(known, position => position!.Value);
    }

    /// <summary>The positions in the order of the shards.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="map">Says which shards answer and where they are.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">A shard did not answer in time.</exception>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the map is out of date.</exception>
    internal async Task<ShardPosition[]> ReadAsync(CollectionId collection, ShardMap map, CancellationToken cancellationToken)
    {
        ShardCopy copy = map.Settings.Answering();
        ShardPosition?[] known = Here(collection, map, copy);
        return await Task.WhenAll(
            copy.Of(collection)
                .Select(
                    (shard, slot) =>
                        known[slot] is { } here
                            ? Task.FromResult(here)
                            : router.AskAsync(shard, (replica, token) => replica.GetPositionAsync(token), cancellationToken)
                )
        );
    }

    private ShardPosition?[] Here(CollectionId collection, ShardMap map, ShardCopy copy)
    {
        ShardPosition?[] known = new ShardPosition?[copy.Count];
        foreach (ShardReplica replica in map.Replicas)
        {
            if (replica.Silo == cluster.Local && replica.Phase != ReplicaPhase.Preparing && copy.Holds(replica.Shard))
                known[copy.SlotOf(replica.Shard)] = local.Position(new ShardId(collection, replica.Shard));
        }

        return known;
    }
}

using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Planning.Topology.Placement;

namespace RagCluster.Grains.Shards;

/// <summary>
/// One step of a shard map towards what the cluster should look like. A replica moves in three steps, so that a shard never has fewer
/// replicas that answer than before the move: a new one is prepared while the old one answers, answers itself once it has read the log
/// (serving), and only then the old one retires and, after everybody has heard of it, goes. Only where nobody answers any more is a new
/// replica asked before it is ready. Pure: same input, same map.
/// </summary>
internal static class ShardMapPlanner
{
    /// <summary>How long a retired replica still answers: longer than any silo keeps an old map.</summary>
    internal static readonly TimeSpan RetirementTime = TimeSpan.FromSeconds(3);

    /// <summary>The next map; the same object when nothing changes.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="map">The map as it is.</param>
    /// <param name="situation">The cluster as it is.</param>
    internal static ShardMap Next(string collection, ShardMap map, ShardMapSituation situation)
    {
        ShardReplica[] alive = [.. map.Replicas.Where(replica => situation.Alive.Contains(replica.Silo))];
        ShardReplica[] next =
        [
            .. map.Settings.Copies().OrderBy(copy => copy.First).SelectMany(copy => Copy(copy, collection, map, situation, alive)),
        ];
        return next.SequenceEqual(map.Replicas) ? map : map with { Generation = map.Generation + 1, Replicas = next };
    }

    /// <summary>The replicas that a step took out of the map.</summary>
    /// <param name="before">The map before the step.</param>
    /// <param name="next">The map after it.</param>
    internal static IEnumerable<ShardReplica> Removed(ShardMap before, ShardMap next) =>
        before.Replicas.Where(old => next.Replicas.All(replica => (replica.Shard, replica.Silo) != (old.Shard, old.Silo)));

    // Each copy of the shards, there are two while the model changes, is planned by itself: so none moves when the other comes or goes.
    private static IEnumerable<ShardReplica> Copy(
        ShardCopy copy,
        string collection,
        ShardMap map,
        ShardMapSituation situation,
        ShardReplica[] alive
    )
    {
        int[] shards = [.. copy.Numbers];
        IReadOnlyList<IReadOnlyList<string>> plan = Plan(
            collection,
            map,
            situation,
            [.. shards.Select(shard => alive.Where(replica => replica.Shard == shard))]
        );
        return shards.SelectMany(
            (shard, place) => Shard(shard, [.. alive.Where(replica => replica.Shard == shard)], plan[place], situation)
        );
    }

    private static IReadOnlyList<IReadOnlyList<string>> Plan(
        string collection,
        ShardMap map,
        ShardMapSituation situation,
        IEnumerable<ShardReplica>[] held
    )
    {
        // What answers is kept before what is still being prepared, and that before what is on its way out.
        string[][] current =
        [
            .. held.Select(replicas =>
                replicas
                    .OrderBy(replica =>
                        replica.Phase switch
                        {
                            ReplicaPhase.Serving => 0,
                            ReplicaPhase.Preparing => 1,
                            _ => 2,
                        }
                    )
                    .Select(replica => replica.Silo)
                    .ToArray()
            ),
        ];
        // With no silo to place on, everything stays where it is.
        return situation.Open.Count == 0 ? current : ReplicaPlan.Make(collection, map.Settings.ReplicaCount, situation.Open, current);
    }

    private static IEnumerable<ShardReplica> Shard(
        int shard,
        ShardReplica[] held,
        IReadOnlyList<string> wanted,
        ShardMapSituation situation
    )
    {
        bool somebodyAnswers = held.Any(replica => replica.Phase != ReplicaPhase.Preparing);
        ShardReplica[] chosen =
        [
            .. wanted.Select(silo => Chosen(shard, silo, held.FirstOrDefault(replica => replica.Silo == silo), somebodyAnswers, situation)),
        ];
        bool enough = chosen.All(replica => replica.Phase == ReplicaPhase.Serving);
        IEnumerable<ShardReplica> leaving = held.Where(replica => !wanted.Contains(replica.Silo))
            .Select(replica =>
                replica.Phase switch
                {
                    ReplicaPhase.Serving when !enough => replica,
                    ReplicaPhase.Serving => replica with { Phase = ReplicaPhase.Retiring, Since = situation.Now },
                    ReplicaPhase.Retiring when !enough || situation.Now - replica.Since < RetirementTime => replica,
                    _ => null,
                }
            )
            .OfType<ShardReplica>();
        return chosen.Concat(leaving);
    }

    private static ShardReplica Chosen(int shard, string silo, ShardReplica? held, bool somebodyAnswers, ShardMapSituation situation)
    {
        if (held is null)
            return new ShardReplica(shard, silo, somebodyAnswers ? ReplicaPhase.Preparing : ReplicaPhase.Serving, situation.Now);
        bool answers = held.Phase switch
        {
            ReplicaPhase.Preparing => !somebodyAnswers || situation.Ready.Contains((shard, silo)),
            _ => true,
        };
        return answers && held.Phase != ReplicaPhase.Serving ? held with { Phase = ReplicaPhase.Serving, Since = situation.Now } : held;
    }
}

using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Shards;
using RagCluster.Planning.Topology.Placement;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Shards;

public sealed class ShardMapPlannerTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void FirstMap_ServesAtOnceOnDistinctSilos()
    {
        ShardMap map = Step(Empty(4, 2), ["a", "b", "c"], []);
        Assert.Equal(8, map.Replicas.Length);
        Assert.All(map.Replicas, replica => Assert.Equal(ReplicaPhase.Serving, replica.Phase));
        Assert.All(
            map.Replicas.GroupBy(replica => replica.Shard),
            shard => Assert.Equal(2, shard.Select(replica => replica.Silo).Distinct().Count())
        );
        Assert.Same(map, Step(map, ["a", "b", "c"], []));
    }

    [Fact]
    public void JoiningSilo_PreparesBeforeAnythingRetires()
    {
        ShardMap before = Step(Empty(4, 2), ["a", "b"], []);
        ShardMap joined = Step(before, ["a", "b", "c"], []);
        ShardReplica[] prepared = [.. joined.Replicas.Where(replica => replica.Phase == ReplicaPhase.Preparing)];
        Assert.NotEmpty(prepared);
        Assert.All(prepared, replica => Assert.Equal("c", replica.Silo));
        Assert.Equal(8, joined.Replicas.Count(replica => replica.Phase == ReplicaPhase.Serving));
        Assert.Same(joined, Step(joined, ["a", "b", "c"], []));

        ShardMap switched = Step(joined, ["a", "b", "c"], [.. prepared.Select(replica => (replica.Shard, replica.Silo))]);
        Assert.Equal(8, switched.Replicas.Count(replica => replica.Phase == ReplicaPhase.Serving));
        Assert.Equal(prepared.Length, switched.Replicas.Count(replica => replica.Phase == ReplicaPhase.Retiring));
        _time.Advance(ShardMapPlanner.RetirementTime);
        Assert.Equal(8, Step(switched, ["a", "b", "c"], []).Replicas.Length);
    }

    [Fact]
    public void LostSilo_LeavesTheOtherReplicaServing()
    {
        ShardMap before = Step(Empty(4, 2), ["a", "b", "c"], []);
        ShardMap after = Step(before, ["a", "b"], []);
        Assert.All(
            Enumerable.Range(0, 4),
            shard => Assert.Contains(after.Replicas, replica => replica.Shard == shard && replica.Phase == ReplicaPhase.Serving)
        );
        Assert.DoesNotContain(after.Replicas, replica => replica.Silo == "c");
        Assert.All(
            after.Replicas.Where(replica => replica.Phase == ReplicaPhase.Preparing),
            replica => Assert.DoesNotContain(replica, before.Replicas)
        );
    }

    [Fact]
    public void LostOnlyReplica_IsAskedElsewhereAtOnce()
    {
        ShardMap before = Step(Empty(2, 1), ["a"], []);
        ShardMap after = Step(before, ["b"], []);
        Assert.All(after.Replicas, replica => Assert.Equal(("b", ReplicaPhase.Serving), (replica.Silo, replica.Phase)));
    }

    [Fact]
    public void LeavingSilo_ServesUntilItsReplicasAreReadyElsewhere()
    {
        ShardMap before = Step(Empty(4, 1), ["a", "b"], []);
        ShardMap leaving = Step(before, open: ["a"], alive: ["a", "b"], ready: []);
        Assert.Equal(
            before.Replicas.Count(replica => replica.Silo == "b"),
            leaving.Replicas.Count(replica => replica is { Silo: "b", Phase: ReplicaPhase.Serving })
        );
        (int, string)[] ready =
        [
            .. leaving.Replicas.Where(replica => replica.Phase == ReplicaPhase.Preparing).Select(replica => (replica.Shard, replica.Silo)),
        ];
        ShardMap handedOver = Step(leaving, open: ["a"], alive: ["a", "b"], ready);
        Assert.DoesNotContain(handedOver.Replicas, replica => replica is { Silo: "b", Phase: ReplicaPhase.Serving });
        Assert.Equal(4, handedOver.Replicas.Count(replica => replica is { Silo: "a", Phase: ReplicaPhase.Serving }));
    }

    [Fact]
    public void RandomClusters_AlwaysHaveAReplicaThatAnswersWhileASiloThatAnsweredLives()
    {
        Random random = new(5);
        for (int history = 0; history < 200; history++)
        {
            string[] all = ["a", "b", "c", "d", "e"];
            ShardMap map = Empty(random.Next(1, 8), random.Next(1, 4));
            for (int step = 0; step < 40; step++)
            {
                string[] alive = [.. all.Where(_ => random.Next(8) > 0)];
                if (alive.Length == 0)
                    continue;
                string[] open = [.. alive.Where(_ => random.Next(6) > 0)];
                (int, string)[] ready = [.. map.Replicas.Where(_ => random.Next(2) > 0).Select(replica => (replica.Shard, replica.Silo))];
                ShardMap next = Step(map, open, alive, ready);
                AssertSound(map, next, alive, open.Length);
                map = next;
                _time.Advance(TimeSpan.FromSeconds(random.Next(3)));
            }
        }
    }

    [Fact]
    public void Removed_AreTheReplicasThatNoSiloHoldsAnyMore()
    {
        ShardMap map = Step(Empty(2, 2), ["a", "b"], []);
        ShardMap without = map with
        {
            Replicas =
            [
                .. map
                    .Replicas.Where(replica => replica is not { Shard: 1, Silo: "b" })
                    .Select(replica => replica with { Phase = ReplicaPhase.Retiring }),
            ],
        };
        Assert.Empty(ShardMapPlanner.Removed(map, map));
        Assert.Equal(map.Replicas.Where(replica => replica is { Shard: 1, Silo: "b" }), ShardMapPlanner.Removed(map, without));
    }

    private static void AssertSound(ShardMap before, ShardMap after, string[] alive, int open)
    {
        Assert.Equal(after.Replicas.Length, after.Replicas.DistinctBy(replica => (replica.Shard, replica.Silo)).Count());
        Assert.All(after.Replicas, replica => Assert.Contains(replica.Silo, alive));
        foreach (int shard in Enumerable.Range(0, after.Settings.ShardCount))
        {
            int Answering(ShardMap map, bool livingOnly) =>
                map.Replicas.Count(replica =>
                    replica.Shard == shard && replica.Phase == ReplicaPhase.Serving && (!livingOnly || alive.Contains(replica.Silo))
                );
            // A step takes away what answers only as far as more than wanted do.
            int wanted = Math.Min(after.Settings.ReplicaCount, Math.Max(open, 1));
            Assert.True(Answering(after, false) >= Math.Min(wanted, Answering(before, true)), $"shard {shard}");
            if (open > 0)
                Assert.True(Answering(after, false) + after.Replicas.Count(r => r.Shard == shard && r.Phase == ReplicaPhase.Retiring) > 0);
        }
    }

    private static ShardMap Empty(int shards, int replicas) =>
        new(0, new CollectionSettings { ShardCount = shards, ReplicaCount = replicas }, []);

    private ShardMap Step(ShardMap map, string[] silos, (int, string)[] ready) => Step(map, silos, silos, ready);

    private ShardMap Step(ShardMap map, string[] open, string[] alive, (int, string)[] ready) =>
        ShardMapPlanner.Next(
            "t/c",
            map,
            new ShardMapSituation(
                [.. open.Select(silo => new PlacementNode(silo, silo, 1))],
                alive.ToHashSet(),
                ready.ToHashSet(),
                _time.GetUtcNow()
            )
        );
}

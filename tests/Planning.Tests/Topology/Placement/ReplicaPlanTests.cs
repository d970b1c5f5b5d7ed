using RagCluster.Planning.Topology.Placement;

namespace RagCluster.Planning.Tests.Topology.Placement;

public sealed class ReplicaPlanTests
{
    [Theory]
    [InlineData(4, 2, 3)]
    [InlineData(16, 2, 3)]
    [InlineData(16, 3, 5)]
    [InlineData(1, 2, 2)]
    [InlineData(64, 1, 7)]
    [InlineData(4, 2, 1)]
    public void Replicas_AreOnDistinctNodesAndSpreadEvenly(int shards, int replicas, int nodes)
    {
        IReadOnlyList<IReadOnlyList<string>> plan = ReplicaPlan.Make("t/c", replicas, Nodes(nodes), Empty(shards));
        Assert.All(plan, holders => Assert.Equal(Math.Min(replicas, nodes), holders.Distinct().Count()));
        int[] loads = [.. Nodes(nodes).Select(node => plan.Sum(holders => holders.Count(id => id == node.Id)))];
        Assert.InRange(loads.Max() - loads.Min(), 0, 2);
    }

    [Fact]
    public void SameCluster_GivesTheSamePlanInAnyOrderOfNodes()
    {
        PlacementNode[] nodes = Nodes(5);
        Assert.Equal(Text(ReplicaPlan.Make("t/c", 2, nodes, Empty(16))), Text(ReplicaPlan.Make("t/c", 2, [.. nodes.Reverse()], Empty(16))));
    }

    [Fact]
    public void PlanThatFits_IsUnchanged()
    {
        IReadOnlyList<IReadOnlyList<string>> first = ReplicaPlan.Make("t/c", 2, Nodes(4), Empty(16));
        Assert.Equal(Text(first), Text(ReplicaPlan.Make("t/c", 2, Nodes(4), first)));
    }

    [Fact]
    public void JoiningNode_TakesItsShareAndNothingElseMoves()
    {
        IReadOnlyList<IReadOnlyList<string>> before = ReplicaPlan.Make("t/c", 2, Nodes(2), Empty(12));
        IReadOnlyList<IReadOnlyList<string>> after = ReplicaPlan.Make("t/c", 2, Nodes(3), before);
        Assert.InRange(after.Count(holders => holders.Contains("n2")), 7, 8);
        string[] moved = [.. after.Zip(before).SelectMany(pair => pair.First.Except(pair.Second))];
        Assert.All(moved, id => Assert.Equal("n2", id));
    }

    [Fact]
    public void LostNode_IsReplacedAndTheOthersKeepTheirs()
    {
        PlacementNode[] three = Nodes(3);
        IReadOnlyList<IReadOnlyList<string>> before = ReplicaPlan.Make("t/c", 2, three, Empty(12));
        IReadOnlyList<IReadOnlyList<string>> after = ReplicaPlan.Make("t/c", 2, three[..2], before);
        Assert.All(after, holders => Assert.Equal(2, holders.Distinct().Count()));
        Assert.All(before.Zip(after), pair => Assert.Empty(pair.First.Where(id => id != "n2").Except(pair.Second)));
    }

    [Fact]
    public void NodeWithTwiceTheCapacity_HoldsTwiceAsMuch()
    {
        PlacementNode[] nodes = [new("a", "a", 2), new("b", "b", 4), new("c", "c", 2)];
        IReadOnlyList<IReadOnlyList<string>> plan = ReplicaPlan.Make("t/c", 1, nodes, Empty(32));
        Assert.InRange(plan.Count(holders => holders[0] == "b"), 15, 17);
    }

    [Fact]
    public void OneShardCollections_SpreadOverTheNodes()
    {
        int[] counts = new int[3];
        foreach (int collection in Enumerable.Range(0, 600))
            counts[
                int.Parse(
                    ReplicaPlan.Make($"t/c{collection}", 1, Nodes(3), Empty(1))[0][0][1..],
                    System.Globalization.CultureInfo.InvariantCulture
                )
            ]++;
        Assert.All(counts, count => Assert.InRange(count, 150, 250));
    }

    [Fact]
    public void RandomHistories_NeverPutTwoReplicasOnOneNode()
    {
        Random random = new(11);
        for (int history = 0; history < 100; history++)
        {
            int shards = random.Next(1, 20);
            int replicas = random.Next(1, 4);
            IReadOnlyList<IReadOnlyList<string>> plan = Empty(shards);
            for (int step = 0; step < 10; step++)
            {
                PlacementNode[] nodes = [.. Nodes(6).Where(_ => random.Next(3) > 0)];
                plan = ReplicaPlan.Make($"h{history}", replicas, nodes, plan);
                Assert.All(plan, holders => Assert.Equal(Math.Min(replicas, nodes.Length), holders.Distinct().Count()));
                Assert.All(plan, holders => Assert.Empty(holders.Except(nodes.Select(node => node.Id))));
            }
        }
    }

    private static PlacementNode[] Nodes(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new PlacementNode($"n{i}", $"silo-{i}", 2))];

    private static IReadOnlyList<IReadOnlyList<string>> Empty(int shards) =>
        [.. Enumerable.Range(0, shards).Select(_ => Array.Empty<string>())];

    private static string Text(IReadOnlyList<IReadOnlyList<string>> plan) =>
        string.Join(';', plan.Select(holders => string.Join(',', holders)));
}

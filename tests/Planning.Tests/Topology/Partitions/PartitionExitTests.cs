using RagCluster.Planning.Topology.Partitions;

namespace RagCluster.Planning.Tests.Topology.Partitions;

public sealed class PartitionExitTests
{
    [Fact]
    public void TwoCutOffFromEachOther_TheLaterGivesWayWhenAThirdReachesBoth()
    {
        PeerReport[] all = [new("a", ["b"]), new("b", ["a"]), new("c", [])];
        Assert.Equal(["b"], Leaving(all));
    }

    [Fact]
    public void OneThatMissesMore_GivesWay()
    {
        PeerReport[] all = [new("a", ["b", "c"]), new("b", ["a"]), new("c", ["a"]), new("d", [])];
        Assert.Equal(["a"], Leaving(all));
    }

    [Fact]
    public void TwoHalvesWithABridge_OneHalfGivesWay()
    {
        PeerReport[] all = [new("a", ["c", "d"]), new("b", ["c", "d"]), new("c", ["a", "b"]), new("d", ["a", "b"]), new("e", [])];
        Assert.Equal(["c", "d"], Leaving(all));
    }

    [Fact]
    public void OneThatNobodyReaches_IsLeftToTheVotes()
    {
        PeerReport[] all = [new("a", ["b"]), new("b", ["a", "c"]), new("c", ["b"])];
        Assert.Empty(Leaving(all));
    }

    [Fact]
    public void OneThatIsSilent_MakesNobodyGiveWay()
    {
        PeerReport[] all = [new("a", ["b"]), new("c", [])];
        Assert.Empty(Leaving(all));
    }

    [Fact]
    public void TwoAlone_DontGiveWay()
    {
        PeerReport[] all = [new("a", ["b"]), new("b", ["a"])];
        Assert.Empty(Leaving(all));
    }

    private static string[] Leaving(PeerReport[] all) =>
        [.. all.Where(own => PartitionExit.IsDue(own, [.. all.Where(other => other != own)])).Select(own => own.Silo)];
}

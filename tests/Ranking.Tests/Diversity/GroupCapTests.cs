using RagCluster.Ranking.Diversity;
using RagCluster.Ranking.Fusion;

namespace RagCluster.Ranking.Tests.Diversity;

public sealed class GroupCapTests
{
    [Fact]
    public void GroupOverTheCap_LosesItsWorstItems()
    {
        RankedItem[] ranked = [.. Enumerable.Range(0, 6).Select(item => new RankedItem(item, -item))];
        Assert.Equal([0, 1, 2, 3], GroupCap.Apply(ranked, item => item % 2 == 0 ? "even" : "odd", 2).Select(item => item.Item));
    }

    [Fact]
    public void CapBelowOne_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => GroupCap.Apply([], item => item, 0));
}

using RagCluster.Ranking.Diversity;
using RagCluster.Ranking.Fusion;

namespace RagCluster.Ranking.Tests.Diversity;

public sealed class FirstGroupsTests
{
    [Fact]
    public void LaterGroups_AreLeftOutAndLaterItemsOfTheFirstStay()
    {
        string[] groups = ["b", "a", "b", "c", "a", "d"];
        RankedItem[] ranked = [.. Enumerable.Range(0, 6).Select(item => new RankedItem(item, -item))];
        Assert.Equal([0, 1, 2, 4], FirstGroups.Take(ranked, item => groups[item], 2).Select(item => item.Item));
        Assert.Equal([0, 2], FirstGroups.Take(ranked, item => groups[item], 1).Select(item => item.Item));
        Assert.Equal(ranked, FirstGroups.Take(ranked, item => groups[item], 10));
    }

    [Fact]
    public void NoGroup_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => FirstGroups.Take([], item => item, 0));
}

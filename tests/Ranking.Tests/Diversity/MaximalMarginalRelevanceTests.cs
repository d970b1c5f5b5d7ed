using RagCluster.Ranking.Diversity;
using RagCluster.Ranking.Fusion;

namespace RagCluster.Ranking.Tests.Diversity;

public sealed class MaximalMarginalRelevanceTests
{
    // Items 0 and 1 are alike, 2 is unlike both.
    private static readonly RankedItem[] Candidates = [new(0, 1.0), new(1, 0.9), new(2, 0.6)];

    [Fact]
    public void EvenShare_PicksTheUnlikeItemSecond() => Assert.Equal([0, 2, 1], Pick(0.5, 3));

    [Fact]
    public void RelevanceAlone_KeepsTheOrder() => Assert.Equal([0, 1, 2], Pick(1, 3));

    [Fact]
    public void Limit_IsMet() => Assert.Equal([0, 2], Pick(0.5, 2));

    [Fact]
    public void ShareOutOfRange_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Pick(1.5, 1));

    private static IEnumerable<int> Pick(double share, int limit) =>
        MaximalMarginalRelevance
            .Select(Candidates, (left, right) => left + right == 1 ? 0.95 : 0.1, share, limit)
            .Select(item => item.Item);
}

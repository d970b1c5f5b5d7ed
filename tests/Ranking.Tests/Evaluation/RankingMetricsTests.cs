using RagCluster.Ranking.Evaluation;

namespace RagCluster.Ranking.Tests.Evaluation;

public sealed class RankingMetricsTests
{
    [Fact]
    public void GradedRanking_HasTheHandComputedNdcg()
    {
        // DCG = 3/log2(2) + 0 + 2/log2(4) = 4. Ideal: 3/1 + 2/log2(3) + 1/2.
        double ideal = 3 + 2 / Math.Log2(3) + 0.5;
        Assert.Equal(4 / ideal, RankingMetrics.Ndcg([3, 0, 2], [1, 2, 3], 10), 1e-12);
        Assert.Equal(0.840008, RankingMetrics.Ndcg([3, 0, 2], [1, 2, 3], 10), 1e-6);
    }

    [Fact]
    public void PerfectRanking_HasNdcgOne() => Assert.Equal(1, RankingMetrics.Ndcg([2, 1, 0], [0, 1, 2], 10));

    [Fact]
    public void RelevantItemAtRankTwo_HasNdcgOneOverLogThree() =>
        Assert.Equal(1 / Math.Log2(3), RankingMetrics.Ndcg([0, 1], [1], 10), 1e-12);

    [Fact]
    public void ItemBelowTheDepth_DoesNotCount()
    {
        Assert.Equal(0, RankingMetrics.Ndcg([0, 0, 1], [1], 2));
        Assert.Equal(0, RankingMetrics.Recall([0, 0, 1], [1], 2));
        Assert.Equal(0, RankingMetrics.ReciprocalRank([0, 0, 1], 2));
    }

    [Fact]
    public void MoreRelevantItemsThanDepth_IdealIsCutToo() => Assert.Equal(1, RankingMetrics.Ndcg([1, 1], [1, 1, 1, 1], 2));

    [Fact]
    public void HalfOfTheRelevantItems_HaveRecallOneHalf() => Assert.Equal(0.5, RankingMetrics.Recall([0, 2, 1], [1, 2, 1, 3, 0], 3));

    [Fact]
    public void FirstRelevantItemAtRankThree_HasReciprocalRankOneThird() =>
        Assert.Equal(1.0 / 3, RankingMetrics.ReciprocalRank([0, 0, 5, 1], 10));

    [Fact]
    public void NothingRelevant_GivesZero()
    {
        Assert.Equal(0, RankingMetrics.Ndcg([0], [0], 10));
        Assert.Equal(0, RankingMetrics.Recall([0], [], 10));
        Assert.Equal(0, RankingMetrics.ReciprocalRank([], 10));
    }
}

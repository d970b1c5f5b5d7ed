using RagCluster.Ranking.Fusion;

namespace RagCluster.Ranking.Tests.Fusion;

public sealed class ConvexFusionTests
{
    [Fact]
    public void TwoLegs_AreScaledFromTheirMinimumToTheirBest()
    {
        RankedItem[] fused = ConvexFusion.Fuse([
            new ScoredLeg([10, 5, null], ScoredLeg.Bm25Minimum, 3),
            new ScoredLeg([0, 1, 0.5], ScoredLeg.CosineMinimum, 1),
        ]);
        Assert.Equal([new(0, 0.75 + 0.125), new(1, 0.375 + 0.25), new(2, 0.1875)], fused);
    }

    [Fact]
    public void ScalingALeg_ChangesNothing()
    {
        Random random = new(23);
        for (int round = 0; round < 100; round++)
        {
            double?[] first = [.. Enumerable.Range(0, 20).Select(_ => random.Next(4) == 0 ? null : (double?)random.NextDouble())];
            double?[] second = [.. Enumerable.Range(0, 20).Select(_ => (double?)(random.NextDouble() * 2 - 1))];
            ScoredLeg cosine = new(second, ScoredLeg.CosineMinimum, 0.3);
            RankedItem[] plain = ConvexFusion.Fuse([new ScoredLeg(first, 0, 0.7), cosine]);
            RankedItem[] scaled = ConvexFusion.Fuse([new ScoredLeg([.. first.Select(score => score * 8)], 0, 0.7), cosine]);
            Assert.Equal(plain, scaled);
        }
    }

    [Fact]
    public void LegFromItsWorst_CountsTheSameWhateverItsRange()
    {
        ScoredLeg words = new([4, 0, 2, null], ScoredLeg.Bm25Minimum, 0.7);
        double?[] cosines = [0.1, 0.5, 0.3, null];
        RankedItem[] wide = ConvexFusion.Fuse([words, ScoredLeg.FromWorst(cosines, 0.3)]);
        Assert.Equal([0, 2, 1, 3], wide.Select(item => item.Item));
        Assert.Equal([0.7, 0.5, 0.3, 0], wide.Select(item => Math.Round(item.Score, 9)));
        RankedItem[] narrow = ConvexFusion.Fuse([words, ScoredLeg.FromWorst([.. cosines.Select(cosine => 0.8 + (cosine / 8))], 0.3)]);
        Assert.Equal(
            wide.Select(item => (item.Item, Math.Round(item.Score, 9))),
            narrow.Select(item => (item.Item, Math.Round(item.Score, 9)))
        );
    }

    [Fact]
    public void LegFromItsWorst_WithoutAnyScoreIsSilent() =>
        Assert.Equal(
            [1, 0],
            ConvexFusion.Fuse([new ScoredLeg([1, 2], 0, 0.7), ScoredLeg.FromWorst([null, null], 0.3)]).Select(item => item.Item)
        );

    [Fact]
    public void LegWithoutScores_LeavesTheOtherLegsOrder() =>
        Assert.Equal(
            [1, 0],
            ConvexFusion.Fuse([new ScoredLeg([null, null], 0, 0.5), new ScoredLeg([0.1, 0.2], -1, 0.5)]).Select(item => item.Item)
        );

    [Fact]
    public void NoCandidates_GiveNothing() => Assert.Empty(ConvexFusion.Fuse([new ScoredLeg([], 0, 1)]));

    [Fact]
    public void EqualScores_StandByItem() =>
        Assert.Equal([0, 1, 2], ConvexFusion.Fuse([new ScoredLeg([1, 1, 1], 0, 1)]).Select(item => item.Item));

    [Fact]
    public void DifferentCandidatesOrNoWeight_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => ConvexFusion.Fuse([new ScoredLeg([1], 0, 1), new ScoredLeg([1, 2], 0, 1)]));
        Assert.Throws<ArgumentException>(() => ConvexFusion.Fuse([new ScoredLeg([1], 0, 0)]));
    }
}

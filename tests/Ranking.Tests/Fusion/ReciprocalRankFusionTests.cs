using RagCluster.Ranking.Fusion;

namespace RagCluster.Ranking.Tests.Fusion;

public sealed class ReciprocalRankFusionTests
{
    [Fact]
    public void TwoLegs_SumReciprocalRanks()
    {
        RankedItem[] fused = ReciprocalRankFusion.Fuse(
            [
                [7, 3],
                [3, 9],
            ],
            [1, 1]
        );
        Assert.Equal([3, 7, 9], fused.Select(item => item.Item));
        Assert.Equal(1.0 / 62 + 1.0 / 61, fused[0].Score, 1e-15);
    }

    [Fact]
    public void ZeroWeight_LeavesTheOtherLegsOrder() =>
        Assert.Equal(
            [5, 2, 8],
            ReciprocalRankFusion
                .Fuse(
                    [
                        [5, 2],
                        [8, 2],
                    ],
                    [1, 0]
                )
                .Select(item => item.Item)
        );

    [Fact]
    public void EqualScores_StandByItem() =>
        Assert.Equal(
            [1, 4],
            ReciprocalRankFusion
                .Fuse(
                    [
                        [4],
                        [1],
                    ],
                    [1, 1]
                )
                .Select(item => item.Item)
        );

    [Fact]
    public void WrongNumberOfWeights_IsRefused() =>
        Assert.Throws<ArgumentException>(() =>
            ReciprocalRankFusion.Fuse(
                [
                    [1],
                ],
                [1, 1]
            )
        );
}

using RagCluster.Ranking.Diversity;
using RagCluster.Ranking.Fusion;

namespace RagCluster.Ranking.Tests.Diversity;

public sealed class NeighbourMergingTests
{
    private static readonly Place[] Places = [new("b", 4), new("a", 1), new("b", 3), new("a", 3), new("b", 5), new("a", 4)];

    [Fact]
    public void Neighbours_JoinInSourceOrderBestRunFirst() =>
        Assert.Equal(
            [
                [2, 0, 4],
                [1],
                [3, 5],
            ],
            Merge(10)
        );

    [Fact]
    public void LongRun_IsCut() =>
        Assert.Equal(
            [
                [2, 0],
                [1],
                [3, 5],
                [4],
            ],
            Merge(2)
        );

    private static int[][] Merge(int runMax) =>
        NeighbourMerging.Merge([.. Places.Select((_, item) => new RankedItem(item, -item))], item => Places[item], runMax);
}

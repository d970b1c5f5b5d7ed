using RagCluster.Lexical.Bm25;

namespace RagCluster.Lexical.Tests.Bm25;

public sealed class TermStatisticsTests
{
    [Fact]
    public void Sum_AddsEveryNumber()
    {
        TermStatistics sum = TermStatistics.Sum([
            new TermStatistics
            {
                RowCount = 2,
                TotalLength = 10,
                DocumentFrequencies = new() { ["a"] = 1, ["b"] = 2 },
            },
            new TermStatistics
            {
                RowCount = 3,
                TotalLength = 5,
                DocumentFrequencies = new() { ["b"] = 1 },
            },
        ]);
        Assert.Equal((5, 15, 1, 3), (sum.RowCount, sum.TotalLength, sum.DocumentFrequencies["a"], sum.DocumentFrequencies["b"]));
    }
}

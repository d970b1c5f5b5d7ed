using RagCluster.Benchmarks;

namespace RagCluster.Contract.Tests.Benchmarks;

/// <summary>The figures that are made of many times.</summary>
public sealed class LatenciesTests
{
    [Fact]
    public void Shares_TakeTheNearestRank_InWhateverOrderTheTimesCame()
    {
        Latencies hundred = new(Enumerable.Range(1, 100).Select(i => (double)i).Reverse(), seconds: 50);
        Assert.Equal(50, hundred.At(0.5));
        Assert.Equal(99, hundred.At(0.99));
        Assert.Equal(100, hundred.At(1));
        Assert.Equal(1, hundred.At(0));
        Assert.Equal(2, hundred.Rate);
    }

    [Fact]
    public void OneTime_IsEveryShare()
    {
        Latencies one = new([7.5], seconds: 1);
        Assert.Equal(7.5, one.At(0.5));
        Assert.Equal(7.5, one.At(0.99));
    }
}

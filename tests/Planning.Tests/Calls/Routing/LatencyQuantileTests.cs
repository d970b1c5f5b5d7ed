using RagCluster.Planning.Calls.Routing;

namespace RagCluster.Planning.Tests.Calls.Routing;

public sealed class LatencyQuantileTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    public void Quantile_IsWithinTenPercentOfTheSortedSamples(double share)
    {
        Random random = new(3);
        LatencyQuantile quantile = new();
        double[] samples = [.. Enumerable.Range(0, 1900).Select(_ => Math.Exp(random.NextDouble() * 6))];
        foreach (double sample in samples)
            quantile.Add(TimeSpan.FromMilliseconds(sample));
        double exact = samples.Order().ElementAt((int)(share * samples.Length));
        Assert.InRange(quantile.Of(share).TotalMilliseconds / exact, 0.9, 1.11);
    }

    [Fact]
    public void OldSamples_Fade()
    {
        LatencyQuantile quantile = new();
        for (int i = 0; i < 1500; i++)
            quantile.Add(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 20_000; i++)
            quantile.Add(TimeSpan.FromMilliseconds(1));
        Assert.InRange(quantile.Of(0.95).TotalMilliseconds, 0.5, 2);
    }

    [Fact]
    public void NoSamples_GiveZero()
    {
        Assert.Equal(TimeSpan.Zero, new LatencyQuantile().Of(0.95));
    }

    [Fact]
    public void HugeAndZeroLatencies_AreCounted()
    {
        LatencyQuantile quantile = new();
        quantile.Add(TimeSpan.Zero);
        quantile.Add(TimeSpan.FromDays(1));
        Assert.Equal(2, quantile.Count);
        Assert.True(quantile.Of(1) > TimeSpan.FromSeconds(60));
    }
}

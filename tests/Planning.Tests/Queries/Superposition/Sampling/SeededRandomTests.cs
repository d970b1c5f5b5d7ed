using RagCluster.Planning.Queries.Superposition.Sampling;

namespace RagCluster.Planning.Tests.Queries.Superposition.Sampling;

public sealed class SeededRandomTests
{
    [Fact]
    public void FirstBits_AreThoseOfTheReference() => Assert.Equal(0xE220A8397B1DCDAFUL, new SeededRandom(0).NextBits());

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1.5)]
    [InlineData(40, 60)]
    [InlineData(900, 100)]
    public void Beta_HasItsMeanAndVariance(double a, double b)
    {
        SeededRandom random = new(5);
        double[] draws = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextBeta(a, b))];
        double mean = draws.Average();
        double variance = draws.Sum(draw => (draw - mean) * (draw - mean)) / draws.Length;
        double expected = a * b / ((a + b) * (a + b) * (a + b + 1));
        Assert.Equal(a / (a + b), mean, 5 * Math.Sqrt(expected / draws.Length));
        Assert.InRange(variance / expected, 0.9, 1.1);
        Assert.All(draws, draw => Assert.InRange(draw, 0, 1));
    }

    [Fact]
    public void Normal_HasMeanZeroAndVarianceOne()
    {
        SeededRandom random = new(6);
        double[] draws = [.. Enumerable.Range(0, 40_000).Select(_ => random.NextNormal())];
        Assert.Equal(0, draws.Average(), 0.025);
        Assert.Equal(1, draws.Average(draw => draw * draw), 0.05);
    }
}

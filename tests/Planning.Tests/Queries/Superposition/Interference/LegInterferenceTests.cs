using RagCluster.Planning.Queries.Superposition.Interference;

namespace RagCluster.Planning.Tests.Queries.Superposition.Interference;

public sealed class LegInterferenceTests
{
    [Fact]
    public void RightAngle_IsTheWeightedSum() =>
        Assert.Equal(0.7 * 0.5 + 0.3 * 0.9, LegInterference.Score([0.7, 0.3], [0.5, 0.9], [0]), 1e-12);

    [Fact]
    public void Agreement_IsRewardedAboveAndDiscountedBelowARightAngle()
    {
        double sum = LegInterference.Score([0.5, 0.5], [0.6, 0.6], [0]);
        Assert.True(LegInterference.Score([0.5, 0.5], [0.6, 0.6], [0.5]) > sum);
        Assert.True(LegInterference.Score([0.5, 0.5], [0.6, 0.6], [-0.5]) < sum);
        Assert.Equal(LegInterference.Score([0.5, 0.5], [0.6, 0], [1]), LegInterference.Score([0.5, 0.5], [0.6, 0], [-1]), 1e-12);
    }

    [Fact]
    public void ThreeLegs_HaveThreePairs()
    {
        Assert.Equal(0.1 + 0.2 + 0.3 + 2 * Math.Sqrt(0.1 * 0.3), LegInterference.Score([0.1, 0.2, 0.3], [1, 1, 1], [0, 1, 0]), 1e-12);
        Assert.Throws<ArgumentException>(() => LegInterference.Score([0.1, 0.2, 0.3], [1, 1, 1], [0]));
    }

    [Fact]
    public void Cosine_IsLearnedOnlyWhenItGainsMoreThanTheMargin()
    {
        Assert.Equal(0.5, LegInterference.LearnCosine(cosine => 1 - Math.Abs(cosine - 0.5), 0.1));
        Assert.Equal(0, LegInterference.LearnCosine(cosine => 1 - 0.01 * Math.Abs(cosine - 0.5), 0.1));
    }
}

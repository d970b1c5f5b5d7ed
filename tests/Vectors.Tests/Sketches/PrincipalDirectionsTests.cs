using RagCluster.Vectors.Sketches;

namespace RagCluster.Vectors.Tests.Sketches;

public sealed class PrincipalDirectionsTests
{
    [Fact]
    public void MatrixOfTwoStrongDirections_GivesThem()
    {
        double[] first = [0.6, 0.8, 0, 0, 0];
        double[] second = [0, 0, 1, 0, 0];
        double[][] covariance =
        [
            .. Enumerable
                .Range(0, 5)
                .Select(i =>
                    Enumerable
                        .Range(0, 5)
                        .Select(j => (9 * first[i] * first[j]) + (4 * second[i] * second[j]) + (i == j ? 0.01 : 0))
                        .ToArray()
                ),
        ];
        (double[][] directions, RestVariance rest) = PrincipalDirections.Find(covariance, 2);
        Assert.Equal(1, Math.Abs(Dot(directions[0], first)), 1e-6);
        Assert.Equal(1, Math.Abs(Dot(directions[1], second)), 1e-6);
        Assert.Equal(0.03, rest.Sum, 1e-6);
        Assert.Equal(3, rest.Dimensions, 1e-3);
    }

    [Fact]
    public void MatrixOfLowRank_GivesFiniteDirections()
    {
        double[][] covariance =
        [
            [1, 0, 0],
            [0, 0, 0],
            [0, 0, 0],
        ];
        (double[][] directions, RestVariance rest) = PrincipalDirections.Find(covariance, 3);
        Assert.All(directions, direction => Assert.All(direction, value => Assert.True(double.IsFinite(value))));
        Assert.Equal(0, rest.Sum, 1e-9);
        Assert.Equal(1, rest.Dimensions, 1e-9);
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();
}

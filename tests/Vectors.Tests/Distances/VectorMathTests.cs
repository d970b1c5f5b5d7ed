using RagCluster.Vectors.Distances;

namespace RagCluster.Vectors.Tests.Distances;

public sealed class VectorMathTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(24)]
    [InlineData(64)]
    [InlineData(257)]
    public void AnyLength_EqualsTheDefinition(int length)
    {
        Random random = new(length);
        float[] left = RandomVector(random, length);
        float[] right = RandomVector(random, length);
        double dot = 0;
        double squares = 0;
        for (int i = 0; i < length; i++)
        {
            dot += (double)left[i] * right[i];
            squares += Math.Pow((double)left[i] - right[i], 2);
        }

        Assert.Equal(dot, VectorMath.Dot(left, right), 1e-4);
        Assert.Equal(squares, VectorMath.SquaredDistance(left, right), 1e-4);
    }

    [Fact]
    public void DifferentLengths_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => VectorMath.Dot(new float[3], new float[4]));
        Assert.Throws<ArgumentException>(() => VectorMath.SquaredDistance(new float[3], new float[4]));
    }

    [Fact]
    public void Normalize_GivesLengthOne()
    {
        float[] vector = [3, 0, 4];
        VectorMath.Normalize(vector);
        Assert.Equal([0.6f, 0f, 0.8f], vector);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void NormalizeWithoutDirection_GivesZeros(float value)
    {
        float[] vector = [value, 0, 0];
        VectorMath.Normalize(vector);
        Assert.Equal(new float[3], vector);
    }

    private static float[] RandomVector(Random random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * 2 - 1)];
}

using RagCluster.Vectors.Bits;
using RagCluster.Vectors.Distances;

namespace RagCluster.Vectors.Tests.Bits;

public sealed class BitRotationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(48)]
    [InlineData(384)]
    [InlineData(1024)]
    public void Rotation_KeepsLengthsAndProducts(int dimensions)
    {
        Random random = new(32);
        BitRotation rotation = new(dimensions);
        float[] left = [.. Enumerable.Range(0, dimensions).Select(_ => TestRows.Gaussian(random))];
        float[] right = [.. Enumerable.Range(0, dimensions).Select(_ => TestRows.Gaussian(random))];
        float product = VectorMath.Dot(left, right);
        float square = VectorMath.Dot(left, left);
        rotation.Apply(left);
        rotation.Apply(right);
        Assert.Equal(product, VectorMath.Dot(left, right), 0.001 * dimensions);
        Assert.Equal(square, VectorMath.Dot(left, left), 0.001 * dimensions);
    }

    [Fact]
    public void OneLongDimension_IsSpreadOverAll()
    {
        float[] values = new float[384];
        values[380] = 1;
        new BitRotation(384).Apply(values);
        Assert.InRange(values.Max(MathF.Abs), 0, 0.25f);
        Assert.True(values.Count(value => MathF.Abs(value) > 0.005f) > 300);
    }
}

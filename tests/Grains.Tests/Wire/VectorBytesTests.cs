using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Grains.Tests.Wire;

/// <summary>Vectors keep every bit on their way.</summary>
public sealed class VectorBytesTests
{
    [Fact]
    public void Vectors_ComeBackBitForBit()
    {
        float[][] vectors =
        [
            [1.5f, -0f, float.Epsilon],
            [float.MaxValue, float.NaN, 1 / 3f],
        ];
        VectorBytes packed = VectorBytes.Of(vectors);
        Assert.Equal((2, 3, 24), (packed.Count, packed.Dimensions, packed.Bytes.Length));
        Assert.Equal(Bits(vectors), Bits(packed.ToArrays()));
    }

    [Fact]
    public void NoVectors_AndNoVector_StayNone()
    {
        Assert.Empty(VectorBytes.Of([]).ToArrays());
        VectorBytes? none = (float[]?)null;
        Assert.Null(none);
        Assert.Null((float[]?)none);
    }

    [Fact]
    public void VectorsOfDifferentLengths_AreRefused() =>
        Assert.Throws<ArgumentException>(() =>
            VectorBytes.Of([
                [1, 2],
                [1],
            ])
        );

    private static int[][] Bits(float[][] vectors) =>
        Array.ConvertAll(vectors, vector => Array.ConvertAll(vector, BitConverter.SingleToInt32Bits));
}

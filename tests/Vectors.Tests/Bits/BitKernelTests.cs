using System.Runtime.Intrinsics.X86;
using RagCluster.Vectors.Bits;

namespace RagCluster.Vectors.Tests.Bits;

public sealed unsafe class BitKernelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(384)]
    [InlineData(1100)]
    [InlineData(5000)]
    public void EveryPath_GivesTheSumsOfTheSelectedSteps(int dimensions)
    {
        Random random = new(31);
        BitShape shape = new(dimensions);
        for (int round = 0; round < 5; round++)
        {
            float[] values = [.. Enumerable.Range(0, dimensions).Select(_ => TestRows.Gaussian(random))];
            BitQuery query = BitQuery.Load(values, new float[dimensions]).Computed();
            byte[] block = new byte[shape.BlockBytes];
            int[] expected = new int[BitShape.BlockRows];
            for (int place = 0; place < expected.Length; place++)
            {
                for (int i = 0; i < dimensions; i++)
                {
                    if (round > 0 && random.Next(2) == 0)
                        continue;
                    expected[place] += query.Steps[i];
                    block[(i / 4 * 16) + BitShape.ByteOf(place)] |= (byte)(1 << (i % 4) << (place / 16 * 4));
                }
            }

            AssertAll(expected, query, block);
        }
    }

    [Fact]
    public void LargestSteps_DoNotOverflow()
    {
        const int Dimensions = 16_384;
        BitQuery query = BitQuery.Load(new float[Dimensions], new float[Dimensions]).Computed();
        query.Fill(Enumerable.Repeat((byte)15, Dimensions).ToArray());
        byte[] block = new byte[new BitShape(Dimensions).BlockBytes];
        block.AsSpan().Fill(0xFF);
        AssertAll([.. Enumerable.Repeat(15 * Dimensions, BitShape.BlockRows)], query, block);
    }

    private delegate void Sum(BitQuery query, byte* block, int* sums);

    private static void AssertAll(int[] expected, BitQuery query, byte[] block)
    {
        Sum[] paths = [BitKernel.Sum, BitKernel.SumScalar, BitKernel.SumVector128];
        if (Avx2.IsSupported)
            paths = [.. paths, BitKernel.SumVector256];
        if (Avx512BW.IsSupported)
            paths = [.. paths, BitKernel.SumVector512];
        foreach (Sum path in paths)
        {
            int[] sums = new int[BitShape.BlockRows];
            fixed (byte* start = block)
            fixed (int* target = sums)
                path(query, start, target);
            Assert.Equal(expected, sums);
        }
    }
}

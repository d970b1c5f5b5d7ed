using RagCluster.Vectors.Bits;
using RagCluster.Vectors.Distances;

namespace RagCluster.Vectors.Tests.Distances;

public sealed unsafe class BitKernelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(384)]
    [InlineData(1100)]
    [InlineData(2048)]
    public void EveryPath_GivesTheSumOfTheSelectedSteps(int dimensions)
    {
        var random = new Random(31);
        for (int round = 0; round < 20; round++)
        {
            float[] values = [.. Enumerable.Range(0, dimensions).Select(_ => TestRows.Gaussian(random))];
            BitQuery query = BitQuery.Load(values, new float[dimensions]);
            var row = new ulong[query.WordCount];
            for (int i = 0; i < dimensions; i++)
                row[i >> 6] |= (ulong)(round == 0 ? 1 : random.Next(2)) << i;
            int expected = Enumerable.Range(0, dimensions).Where(i => (row[i >> 6] >> i & 1) != 0).Sum(i => query.Steps[i]);
            fixed (ulong* start = row)
            {
                Assert.Equal(expected, BitKernel.Sum(query, start));
                Assert.Equal(expected, BitKernel.SumCounted(query, start));
                Assert.Equal(expected, BitKernel.SumVector128(query, start));
                Assert.Equal(expected, BitKernel.SumVector256(query, start));
                if (System.Runtime.Intrinsics.X86.Avx512BW.IsSupported)
                    Assert.Equal(expected, BitKernel.SumVector512(query, start));
            }
        }
    }

    [Fact]
    public void LargestSteps_DoNotOverflowTheBytes()
    {
        const int Dimensions = 4096;
        float[] values = [.. Enumerable.Range(0, Dimensions).Select(i => i == 0 ? 0f : 1f)];
        BitQuery query = BitQuery.Load(values, new float[Dimensions]);
        new Span<byte>(query.Steps, Dimensions).Fill(15);
        var row = new ulong[query.WordCount];
        row.AsSpan().Fill(ulong.MaxValue);
        fixed (ulong* start = row)
        {
            Assert.Equal(15 * Dimensions, BitKernel.SumVector128(query, start));
            Assert.Equal(15 * Dimensions, BitKernel.SumVector256(query, start));
            if (System.Runtime.Intrinsics.X86.Avx512BW.IsSupported)
                Assert.Equal(15 * Dimensions, BitKernel.SumVector512(query, start));
        }
    }
}

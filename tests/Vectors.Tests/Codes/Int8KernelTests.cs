using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using RagCluster.Vectors.Codes;

namespace RagCluster.Vectors.Tests.Codes;

public sealed unsafe class Int8KernelTests
{
    private delegate int Kernel(in CodedQuery query, sbyte* row);

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(384)]
    [InlineData(1536)]
    public void EveryPath_GivesTheSameIntegers(int dimensions)
    {
        Random random = new(dimensions);
        for (int round = 0; round < 50; round++)
        {
            // Every third round has nothing but the ends of the range: sums overflow 16 bits there first.
            sbyte[] query = Codes(random, dimensions, round % 3 == 0);
            sbyte[] row = Codes(random, dimensions, round % 3 == 0);
            int expected = 0;
            for (int i = 0; i < dimensions; i++)
                expected += query[i] * row[i];
            CodeBuffer buffer = new(dimensions);
            query.CopyTo(buffer.Narrow);
            CodedQuery coded = buffer.Widen();
            fixed (sbyte* start = row)
            {
                foreach (Kernel kernel in Supported())
                    Assert.Equal(expected, kernel(coded, start));
            }
        }
    }

    private static List<Kernel> Supported()
    {
        List<Kernel> kernels = [Int8Kernel.Dot, Int8Kernel.DotScalar, Int8Kernel.DotVector128];
        if (Avx2.IsSupported)
            kernels.Add(Int8Kernel.DotAvx2);
        if (Avx512BW.IsSupported)
            kernels.Add(Int8Kernel.DotAvx512);
        if (AvxVnni.IsSupported)
            kernels.Add(Int8Kernel.DotAvxVnni);
        if (Dp.IsSupported)
            kernels.Add(Int8Kernel.DotArmDp);
        return kernels;
    }

    private static sbyte[] Codes(Random random, int dimensions, bool isExtreme)
    {
        sbyte[] codes = new sbyte[CodeBuffer.StrideOf(dimensions)];
        for (int i = 0; i < dimensions; i++)
            codes[i] = (sbyte)(isExtreme ? 127 * (random.Next(2) * 2 - 1) : random.Next(-127, 128));
        return codes;
    }
}

using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Sketches;

namespace RagCluster.Vectors.Tests.Sketches;

public sealed unsafe class SketchKernelTests
{
    private delegate Vector128<int> Kernel(in CodedQuery query, FourSketches rows);

    [Fact]
    public void EveryPath_GivesTheIntegersOfTheProductsOfCodes()
    {
        Random random = new(61);
        for (int round = 0; round < 50; round++)
        {
            CodeBuffer buffer = new(SketchShape.Values);
            Draw(random, round % 3 == 0, buffer.Narrow);
            CodedQuery query = buffer.Widen();
            sbyte[] rows = new sbyte[4 * SketchShape.Values];
            Draw(random, round % 3 == 0, rows);
            fixed (sbyte* start = rows)
            {
                sbyte* first = start;
                int[] expected = new int[4];
                for (int i = 0; i < 4; i++)
                    expected[i] = Int8Kernel.DotScalar(query, first + (i * SketchShape.Values));
                foreach (Kernel kernel in Supported())
                {
                    Vector128<int> products = kernel(
                        query,
                        new FourSketches(
                            first,
                            first + SketchShape.Values,
                            first + (2 * SketchShape.Values),
                            first + (3 * SketchShape.Values)
                        )
                    );
                    Assert.Equal(expected, new[] { products[0], products[1], products[2], products[3] });
                }
            }
        }
    }

    private static List<Kernel> Supported()
    {
        List<Kernel> kernels = [];
        if (Avx2.IsSupported)
            kernels.AddRange([(in query, rows) => SketchKernel.Dots(query, OffsetOf(query), rows), SketchKernel.DotsAvx2]);
        if (AvxVnni.IsSupported)
            kernels.Add((in query, rows) => SketchKernel.DotsAvxVnni(query, OffsetOf(query), rows));
        return kernels;
    }

    private static Vector256<int> OffsetOf(in CodedQuery query)
    {
        int sum = 0;
        for (int i = 0; i < query.Stride; i++)
            sum += query.Narrow[i];
        return SketchKernel.OffsetOf(sum);
    }

    // The ends of the range overflow 16 bits first.
    private static void Draw(Random random, bool onlyEnds, Span<sbyte> codes)
    {
        for (int i = 0; i < codes.Length; i++)
            codes[i] = onlyEnds ? (sbyte)(random.Next(2) == 0 ? -127 : 127) : (sbyte)random.Next(-127, 128);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RagCluster.Vectors.Codes;

namespace RagCluster.Vectors.Sketches;

/// <summary>Products of a query's sketch with four others at once, as the products of codes are made: adding up four sums together takes the time of one.</summary>
internal static unsafe class SketchKernel
{
    /// <summary>The products, by AVX-VNNI or AVX2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> Dots(in CodedQuery query, sbyte* a, sbyte* b, sbyte* c, sbyte* d) =>
        AvxVnni.IsSupported ? DotsAvxVnni(query, a, b, c, d) : DotsAvx2(query, a, b, c, d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> DotsAvxVnni(in CodedQuery query, sbyte* a, sbyte* b, sbyte* c, sbyte* d)
    {
        Vector256<sbyte> first = Vector256.Load(query.Narrow);
        Vector256<sbyte> second = Vector256.Load(query.Narrow + Vector256<sbyte>.Count);
        return Fold(Products(first, second, a), Products(first, second, b), Products(first, second, c), Products(first, second, d));
    }

    internal static Vector128<int> DotsAvx2(in CodedQuery query, sbyte* a, sbyte* b, sbyte* c, sbyte* d) =>
        Fold(Products(query.Wide, a), Products(query.Wide, b), Products(query.Wide, c), Products(query.Wide, d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Products(Vector256<sbyte> first, Vector256<sbyte> second, sbyte* row)
    {
        Vector256<sbyte> low = Vector256.Load(row);
        Vector256<sbyte> high = Vector256.Load(row + Vector256<sbyte>.Count);
        Vector256<int> sum = AvxVnni.MultiplyWideningAndAdd(Vector256<int>.Zero, Avx2.Abs(low), Avx2.Sign(first, low));
        return AvxVnni.MultiplyWideningAndAdd(sum, Avx2.Abs(high), Avx2.Sign(second, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Products(short* wide, sbyte* row)
    {
        Vector256<int> sum = Vector256<int>.Zero;
        for (int i = 0; i < SketchShape.Values; i += Vector128<sbyte>.Count)
            sum = Avx2.Add(sum, Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(row + i), Avx.LoadVector256(wide + i)));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Fold(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d)
    {
        Vector256<int> sums = Avx2.HorizontalAdd(Avx2.HorizontalAdd(a, b), Avx2.HorizontalAdd(c, d));
        return sums.GetLower() + sums.GetUpper();
    }
}

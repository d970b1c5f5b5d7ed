using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RagCluster.Vectors.Codes;

namespace RagCluster.Vectors.Sketches;

/// <summary>
/// Products of a query's sketch with four others at once, as the products of codes are made: adding up four sums together takes the time of
/// one.
/// </summary>
internal static unsafe class SketchKernel
{
    // vpdpbusd multiplies unsigned by signed bytes: rows are read as their values and 128, and what that adds is taken away from one sum
    // beforehand.
    private const byte Bias = 128;

    /// <summary>What the sums of a query's products begin with.</summary>
    /// <param name="sum">The sum of the query's values.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> OffsetOf(int sum) => Vector256.CreateScalar(-Bias * sum);

    /// <summary>The products, by AVX-VNNI or AVX2.</summary>
    /// <param name="query">The query's sketch.</param>
    /// <param name="offset">What <see cref="OffsetOf"/> gave.</param>
    /// <param name="rows">The sketches of four rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> Dots(in CodedQuery query, Vector256<int> offset, FourSketches rows) =>
        AvxVnni.IsSupported ? DotsAvxVnni(query, offset, rows) : DotsAvx2(query, rows);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> DotsAvxVnni(in CodedQuery query, Vector256<int> offset, FourSketches rows)
    {
        Vector256<sbyte> first = Vector256.Load(query.Narrow);
        Vector256<sbyte> second = Vector256.Load(query.Narrow + Vector256<sbyte>.Count);
        return Fold(
            Products(first, second, offset, rows.A),
            Products(first, second, offset, rows.B),
            Products(first, second, offset, rows.C),
            Products(first, second, offset, rows.D)
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> DotsAvx2(in CodedQuery query, FourSketches rows) =>
        Fold(Products(query.Wide, rows.A), Products(query.Wide, rows.B), Products(query.Wide, rows.C), Products(query.Wide, rows.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Products(Vector256<sbyte> first, Vector256<sbyte> second, Vector256<int> offset, sbyte* row)
    {
        Vector256<byte> bias = Vector256.Create(Bias);
        Vector256<int> sum = AvxVnni.MultiplyWideningAndAdd(offset, Vector256.Load((byte*)row) ^ bias, first);
        return AvxVnni.MultiplyWideningAndAdd(sum, Vector256.Load((byte*)row + Vector256<byte>.Count) ^ bias, second);
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

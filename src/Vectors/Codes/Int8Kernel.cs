using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace RagCluster.Vectors.Codes;

/// <summary>
/// Inner products of int8 codes, one path for each instruction set; all give the same integers. Rows and queries are padded to 64 bytes
/// with zeros. Codes lie in -127 … 127, so that sums of up to 130,000 dimensions fit 32 bits.
/// </summary>
internal static unsafe class Int8Kernel
{
    /// <summary>By the widest instructions of this processor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Dot(in CodedQuery query, sbyte* row)
    {
        if (AvxVnni.IsSupported)
            return DotAvxVnni(query, row);
        if (Avx512BW.IsSupported)
            return DotAvx512(query, row);
        if (Avx2.IsSupported)
            return DotAvx2(query, row);
        return Dp.IsSupported ? DotArmDp(query, row) : DotVector128(query, row);
    }

    // vpdpbusd multiplies unsigned by signed bytes: the absolute row by the query with the row's signs.
    internal static int DotAvxVnni(in CodedQuery query, sbyte* row)
    {
        Vector256<int> even = Vector256<int>.Zero;
        Vector256<int> odd = Vector256<int>.Zero;
        for (int i = 0; i < query.Stride; i += 2 * Vector256<sbyte>.Count)
        {
            Vector256<sbyte> first = Vector256.Load(row + i);
            Vector256<sbyte> second = Vector256.Load(row + i + Vector256<sbyte>.Count);
            even = AvxVnni.MultiplyWideningAndAdd(even, Avx2.Abs(first), Avx2.Sign(Vector256.Load(query.Narrow + i), first));
            odd = AvxVnni.MultiplyWideningAndAdd(
                odd,
                Avx2.Abs(second),
                Avx2.Sign(Vector256.Load(query.Narrow + i + Vector256<sbyte>.Count), second)
            );
        }

        return Vector256.Sum(even + odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int DotAvx512(in CodedQuery query, sbyte* row)
    {
        short* wide = query.Wide;
        sbyte* end = row + query.Stride;
        Vector512<int> even = Vector512<int>.Zero;
        Vector512<int> odd = Vector512<int>.Zero;
        for (; row < end; row += 64, wide += 64)
        {
            even = Avx512F.Add(
                even,
                Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Avx.LoadVector256(row)), Avx512BW.LoadVector512(wide))
            );
            odd = Avx512F.Add(
                odd,
                Avx512BW.MultiplyAddAdjacent(
                    Avx512BW.ConvertToVector512Int16(Avx.LoadVector256(row + 32)),
                    Avx512BW.LoadVector512(wide + 32)
                )
            );
        }

        even = Avx512F.Add(even, odd);
        return Vector256.Sum(Avx2.Add(even.GetLower(), even.GetUpper()));
    }

    internal static int DotAvx2(in CodedQuery query, sbyte* row)
    {
        short* wide = query.Wide;
        sbyte* end = row + query.Stride;
        Vector256<int> even = Vector256<int>.Zero;
        Vector256<int> odd = Vector256<int>.Zero;
        for (; row < end; row += 32, wide += 32)
        {
            even = Avx2.Add(even, Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(row), Avx.LoadVector256(wide)));
            odd = Avx2.Add(odd, Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(row + 16), Avx.LoadVector256(wide + 16)));
        }

        return Vector256.Sum(even + odd);
    }

    internal static int DotArmDp(in CodedQuery query, sbyte* row)
    {
        Vector128<int> even = Vector128<int>.Zero;
        Vector128<int> odd = Vector128<int>.Zero;
        for (int i = 0; i < query.Stride; i += 2 * Vector128<sbyte>.Count)
        {
            even = Dp.DotProduct(even, Vector128.Load(row + i), Vector128.Load(query.Narrow + i));
            odd = Dp.DotProduct(
                odd,
                Vector128.Load(row + i + Vector128<sbyte>.Count),
                Vector128.Load(query.Narrow + i + Vector128<sbyte>.Count)
            );
        }

        return Vector128.Sum(even + odd);
    }

    // SSE2, NEON and WebAssembly; without any of them the runtime emulates it. Products of two codes fit 16 bits.
    internal static int DotVector128(in CodedQuery query, sbyte* row)
    {
        Vector128<int> sum = Vector128<int>.Zero;
        for (int i = 0; i < query.Stride; i += Vector128<sbyte>.Count)
        {
            (Vector128<short> low, Vector128<short> high) = Vector128.Widen(Vector128.Load(row + i));
            (Vector128<int> a, Vector128<int> b) = Vector128.Widen(low * Vector128.Load(query.Wide + i));
            (Vector128<int> c, Vector128<int> d) = Vector128.Widen(high * Vector128.Load(query.Wide + i + Vector128<short>.Count));
            sum += a + b + (c + d);
        }

        return Vector128.Sum(sum);
    }

    internal static int DotScalar(in CodedQuery query, sbyte* row)
    {
        int sum = 0;
        for (int i = 0; i < query.Stride; i++)
            sum += query.Narrow[i] * row[i];
        return sum;
    }
}

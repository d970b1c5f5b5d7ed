using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RagCluster.InferenceBenchmark;

/// <summary>What a processor can multiply and add in fp32: independent chains in registers, no memory.</summary>
internal static class Peak
{
    private const int Chains = 16;
    private const int Rounds = 20_000_000;
    private const int Tries = 5;

    /// <summary>GFLOP a second of processor time, on one thread; the best of some tries.</summary>
    internal static double GflopPerCpuSecond() => Enumerable.Range(0, Tries).Max(_ => Once());

    private static double Once()
    {
        TimeSpan began = Process.GetCurrentProcess().TotalProcessorTime;
        float sum = Avx512F.IsSupported ? Wide() : Narrow();
        double seconds = (Process.GetCurrentProcess().TotalProcessorTime - began).TotalSeconds;
        int lanes = Avx512F.IsSupported ? Vector512<float>.Count : Vector256<float>.Count;
        // The sum is looked at, so that nothing of it is optimized away.
        return float.IsNaN(sum) ? 0 : 2.0 * Chains * lanes * Rounds / seconds / 1e9;
    }

    // Optimized at once: a loop that is replaced while it runs keeps its sums in memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Wide()
    {
        Vector512<float> x = Vector512.Create(0.999f),
            y = Vector512.Create(0.001f);
        Vector512<float> a = x,
            b = x,
            c = x,
            d = x,
            e = x,
            f = x,
            g = x,
            h = x,
            i = x,
            j = x,
            k = x,
            l = x,
            m = x,
            n = x,
            o = x,
            p = x;
        for (int round = 0; round < Rounds; round++)
        {
            a = Avx512F.FusedMultiplyAdd(a, x, y);
            b = Avx512F.FusedMultiplyAdd(b, x, y);
            c = Avx512F.FusedMultiplyAdd(c, x, y);
            d = Avx512F.FusedMultiplyAdd(d, x, y);
            e = Avx512F.FusedMultiplyAdd(e, x, y);
            f = Avx512F.FusedMultiplyAdd(f, x, y);
            g = Avx512F.FusedMultiplyAdd(g, x, y);
            h = Avx512F.FusedMultiplyAdd(h, x, y);
            i = Avx512F.FusedMultiplyAdd(i, x, y);
            j = Avx512F.FusedMultiplyAdd(j, x, y);
            k = Avx512F.FusedMultiplyAdd(k, x, y);
            l = Avx512F.FusedMultiplyAdd(l, x, y);
            m = Avx512F.FusedMultiplyAdd(m, x, y);
            n = Avx512F.FusedMultiplyAdd(n, x, y);
            o = Avx512F.FusedMultiplyAdd(o, x, y);
            p = Avx512F.FusedMultiplyAdd(p, x, y);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Narrow()
    {
        Vector256<float> x = Vector256.Create(0.999f),
            y = Vector256.Create(0.001f);
        Vector256<float> a = x,
            b = x,
            c = x,
            d = x,
            e = x,
            f = x,
            g = x,
            h = x;
        for (int round = 0; round < 2 * Rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y);
            b = Vector256.FusedMultiplyAdd(b, x, y);
            c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y);
            e = Vector256.FusedMultiplyAdd(e, x, y);
            f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y);
            h = Vector256.FusedMultiplyAdd(h, x, y);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h);
    }
}

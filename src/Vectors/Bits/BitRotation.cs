using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RagCluster.Vectors.Bits;

/// <summary>
/// A fixed random rotation: what a vector's length is made of is spread over all dimensions, so that the signs alone say about the same of every
/// vector. Random signs and Walsh-Hadamard transforms, in turns, over the first and the last dimensions that are a power of two many: in n log n
/// steps what a random orthogonal matrix does in n² (Ailon and Chazelle 2009, "The fast Johnson-Lindenstrauss transform").
/// </summary>
internal sealed class BitRotation
{
    private const int RoundCount = 3;
    private const int Four = 4;

    // Part of the format: other signs are another rotation than that of the codes on disk.
    private const uint Seed = 0x9E37_79B9;

    private readonly float[] _signs;
    private readonly int _power;

    internal BitRotation(int dimensions)
    {
        _power = 1;
        while (_power * 2 <= dimensions)
            _power *= 2;
        _signs = new float[RoundCount * dimensions];
        uint state = Seed;
        for (int i = 0; i < _signs.Length; i++)
        {
            // Marsaglia's xorshift: the runtime's generator may change, the format may not.
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            _signs[i] = (state & 1) == 0 ? 1 : -1;
        }
    }

    /// <summary>Rotates in place.</summary>
    internal void Apply(Span<float> values)
    {
        for (int round = 0; round < RoundCount; round++)
        {
            ReadOnlySpan<float> signs = _signs.AsSpan(round * values.Length, values.Length);
            for (int i = 0; i < values.Length; i++)
                values[i] *= signs[i];
            Transform(values[.._power]);
            if (_power < values.Length)
                Transform(values[^_power..]);
        }
    }

    private static void Transform(Span<float> values)
    {
        int first = values.Length >= Four ? Four : 1;
        for (int start = 0; first == Four && start < values.Length; start += Four)
            MixFour(values.Slice(start, Four));
        for (int half = first; half < values.Length; half *= 2)
        {
            for (int start = 0; start < values.Length; start += 2 * half)
                Mix(values.Slice(start, half), values.Slice(start + half, half));
        }

        float scale = 1 / MathF.Sqrt(values.Length);
        for (int i = 0; i < values.Length; i++)
            values[i] *= scale;
    }

    private static void MixFour(Span<float> values)
    {
        (float a, float b) = (values[0] + values[1], values[0] - values[1]);
        (float c, float d) = (values[2] + values[3], values[2] - values[3]);
        (values[0], values[1], values[2], values[3]) = (a + c, b + d, a - c, b - d);
    }

    private static void Mix(Span<float> left, Span<float> right)
    {
        if (left.Length >= Vector128<float>.Count)
        {
            Span<Vector128<float>> lefts = MemoryMarshal.Cast<float, Vector128<float>>(left);
            Span<Vector128<float>> rights = MemoryMarshal.Cast<float, Vector128<float>>(right);
            for (int i = 0; i < lefts.Length && i < rights.Length; i++)
                (lefts[i], rights[i]) = (lefts[i] + rights[i], lefts[i] - rights[i]);
            return;
        }

        for (int i = 0; i < left.Length && i < right.Length; i++)
            (left[i], right[i]) = (left[i] + right[i], left[i] - right[i]);
    }
}

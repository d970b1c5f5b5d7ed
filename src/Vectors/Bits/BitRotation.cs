using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RagCluster.Vectors.Bits;

/// <summary>
/// A fixed random rotation: what a vector's length is made of is spread over all dimensions, so that the signs alone say about the same of
/// every vector. Random signs and Walsh-Hadamard transforms, in turns, over the first and the last dimensions that are a power of two many:
/// in n log n steps what a random orthogonal matrix does in n² (Ailon and Chazelle 2009, "The fast Johnson-Lindenstrauss transform").
/// </summary>
internal sealed class BitRotation
{
    private const int RoundCount = 3;

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
            Multiply(values, _signs.AsSpan(round * values.Length, values.Length));
            Transform(values[.._power]);
            if (_power < values.Length)
                Transform(values[^_power..]);
        }
    }

    private static void Transform(Span<float> values)
    {
        Span<Vector128<float>> fours = MemoryMarshal.Cast<float, Vector128<float>>(values);
        foreach (ref Vector128<float> four in fours)
            four = Mixed(four);
        for (int half = 1; half < fours.Length; half *= 2)
        {
            for (int start = 0; start < fours.Length; start += 2 * half)
                Mix(fours.Slice(start, half), fours.Slice(start + half, half));
        }

        if (values.Length == 2)
            (values[0], values[1]) = (values[0] + values[1], values[0] - values[1]);
        Scale(values, 1 / MathF.Sqrt(values.Length));
    }

    // Both steps that stay within four values.
    private static Vector128<float> Mixed(Vector128<float> four)
    {
        four =
            Vector128.Shuffle(four, Vector128.Create(0, 0, 2, 2))
            + (Vector128.Shuffle(four, Vector128.Create(1, 1, 3, 3)) * Vector128.Create(1f, -1, 1, -1));
        return Vector128.Shuffle(four, Vector128.Create(0, 1, 0, 1))
            + (Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3)) * Vector128.Create(1f, 1, -1, -1));
    }

    private static void Mix(Span<Vector128<float>> left, Span<Vector128<float>> right)
    {
        for (int i = 0; i < left.Length && i < right.Length; i++)
            (left[i], right[i]) = (left[i] + right[i], left[i] - right[i]);
    }

    private static void Multiply(Span<float> values, ReadOnlySpan<float> factors)
    {
        Span<Vector256<float>> wide = MemoryMarshal.Cast<float, Vector256<float>>(values);
        ReadOnlySpan<Vector256<float>> others = MemoryMarshal.Cast<float, Vector256<float>>(factors);
        for (int i = 0; i < wide.Length && i < others.Length; i++)
            wide[i] *= others[i];
        for (int i = wide.Length * Vector256<float>.Count; i < values.Length; i++)
            values[i] *= factors[i];
    }

    private static void Scale(Span<float> values, float factor)
    {
        foreach (ref Vector256<float> part in MemoryMarshal.Cast<float, Vector256<float>>(values))
            part *= factor;
        foreach (ref float value in values[(values.Length / Vector256<float>.Count * Vector256<float>.Count)..])
            value *= factor;
    }
}

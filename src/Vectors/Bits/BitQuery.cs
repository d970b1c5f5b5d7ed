using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RagCluster.Vectors.Distances;

namespace RagCluster.Vectors.Bits;

/// <summary>
/// A query for rows of bits: centred, rotated, in sixteen steps; as bytes and as four planes of bits, for the kernels. Kept for each thread and
/// loaded for each search.
/// </summary>
internal sealed unsafe class BitQuery
{
    /// <summary>Bits of a query's value.</summary>
    internal const int PlaneCount = 4;

    private const int Line = 64;
    private const int StepMax = (1 << PlaneCount) - 1;

    [ThreadStatic]
    private static BitQuery? _ofThread;

    private readonly BitShape _shape;
    private readonly BitRotation _rotation;
    private readonly float[] _values;
    private readonly byte[] _bytes;
    private readonly byte* _steps;
    private readonly ulong* _planes;

    private BitQuery(int dimensions)
    {
        _shape = new BitShape(dimensions);
        _rotation = new BitRotation(dimensions);
        _values = new float[dimensions];
        int padded = _shape.WordCount * Line;
        _bytes = GC.AllocateArray<byte>(padded + PlaneCount * _shape.WordCount * sizeof(ulong) + Line, pinned: true);
        nuint start = ((nuint)Unsafe.AsPointer(ref _bytes[0]) + Line - 1) / Line * Line;
        _steps = (byte*)start;
        _planes = (ulong*)(start + (nuint)padded);
    }

    /// <summary>Words of a row's signs.</summary>
    internal int WordCount => _shape.WordCount;

    /// <summary>The values, 0 to 15, padded with zeros to whole words of bits.</summary>
    internal byte* Steps => _steps;

    /// <summary>The lowest bit of all values, then the next.</summary>
    internal ulong* Planes => _planes;

    /// <summary>What one step, one bit set in a row, and nothing at all add to a product with signs.</summary>
    internal (float Step, float Bit, float Always) Weights { get; private set; }

    /// <summary>The length of the centred query.</summary>
    internal float Length { get; private set; }

    /// <summary>Takes a query.</summary>
    internal static BitQuery Load(ReadOnlySpan<float> query, ReadOnlySpan<float> mean)
    {
        BitQuery loaded = _ofThread?._values.Length == query.Length ? _ofThread : _ofThread = new BitQuery(query.Length);
        loaded.Take(query, mean);
        return loaded;
    }

    private void Take(ReadOnlySpan<float> query, ReadOnlySpan<float> mean)
    {
        query.CopyTo(_values);
        VectorMath.AddScaled(_values, mean, -1);
        Length = MathF.Sqrt(VectorMath.Dot(_values, _values));
        _rotation.Apply(_values);
        float least = float.PositiveInfinity;
        float most = float.NegativeInfinity;
        float sum = 0;
        foreach (float value in _values)
        {
            least = MathF.Min(least, value);
            most = MathF.Max(most, value);
            sum += value;
        }

        float step = most > least && float.IsFinite(most - least) ? (most - least) / StepMax : 1;
        new Span<byte>(_steps, WordCount * Line).Clear();
        for (int i = 0; i < _values.Length; i++)
        {
            float rounded = (_values[i] - least) / step + 0.5f;
            _steps[i] = rounded is >= 0 and < StepMax + 1 ? (byte)rounded : (byte)0;
        }

        for (int word = 0; word < WordCount; word++)
        {
            for (int plane = 0; plane < PlaneCount; plane++)
                _planes[plane * WordCount + word] = PlaneOf(_steps + word * Line, plane);
        }

        // Each sign's share: twice what the set bits have, less what all have.
        Weights = (2 * step, 2 * least, -sum);
    }

    // One bit of each of 64 bytes.
    private static ulong PlaneOf(byte* steps, int plane)
    {
        ulong bits = 0;
        for (int part = 0; part < Line; part += Vector128<byte>.Count)
        {
            Vector128<byte> shifted = Vector128.ShiftLeft(Vector128.Load(steps + part).AsUInt16(), 7 - plane).AsByte();
            bits |= (ulong)Vector128.ExtractMostSignificantBits(shifted) << part;
        }

        return bits;
    }
}

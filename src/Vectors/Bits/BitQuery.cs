using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RagCluster.Vectors.Distances;

namespace RagCluster.Vectors.Bits;

/// <summary>
/// A query for rows of bits: centred, rotated, in sixteen steps; of each four of its values the sums of those that the bits of a row
/// select. Kept for each thread and loaded for each search; computed when it is first asked for, since most searches end without.
/// </summary>
internal sealed unsafe class BitQuery
{
    private const int Line = 64;
    private const int StepMax = 15;

    [ThreadStatic]
    private static BitQuery? _ofThread;

    private readonly BitShape _shape;
    private readonly BitRotation _rotation;
    private readonly float[] _values;
    private readonly byte[] _steps;
    private readonly byte[] _bytes;
    private readonly byte* _tables;
    private bool _isComputed;

    private BitQuery(int dimensions)
    {
        _shape = new BitShape(dimensions);
        _rotation = new BitRotation(dimensions);
        _values = new float[dimensions];
        _steps = new byte[_shape.WordCount * BitShape.WordDimensions];
        _bytes = GC.AllocateArray<byte>(_shape.CorrectionsAt + Line, pinned: true);
        _tables = (byte*)(((nuint)Unsafe.AsPointer(ref _bytes[0]) + Line - 1) / Line * Line);
    }

    /// <summary>Words of a row's signs.</summary>
    internal int WordCount => _shape.WordCount;

    /// <summary>The values, 0 to 15, padded with zeros to whole words.</summary>
    internal ReadOnlySpan<byte> Steps => _steps;

    /// <summary>Sixteen sums for each four values, one for each choice of them.</summary>
    internal byte* Tables => _tables;

    /// <summary>What one step, one bit set in a row, and nothing at all add to a product with signs.</summary>
    internal (float Step, float Bit, float Always) Weights { get; private set; }

    /// <summary>The length of the centred query.</summary>
    internal float Length { get; private set; }

    /// <summary>Takes a query.</summary>
    internal static BitQuery Load(ReadOnlySpan<float> query, ReadOnlySpan<float> mean)
    {
        BitQuery loaded = _ofThread?._values.Length == query.Length ? _ofThread : _ofThread = new BitQuery(query.Length);
        query.CopyTo(loaded._values);
        VectorMath.AddScaled(loaded._values, mean, -1);
        loaded._isComputed = false;
        return loaded;
    }

    /// <summary>Computes the tables, if that was not done.</summary>
    internal BitQuery Computed()
    {
        if (_isComputed)
            return this;
        Length = MathF.Sqrt(VectorMath.Dot(_values, _values));
        _rotation.Apply(_values);
        Take();
        Fill(_steps);
        _isComputed = true;
        return this;
    }

    /// <summary>Computes the tables of other values.</summary>
    internal void Fill(ReadOnlySpan<byte> steps)
    {
        for (int i = 0; i < steps.Length; i += BitShape.GroupDimensions)
        {
            Vector128<byte> sums =
                (Vector128.Create(steps[i]) & First)
                + (Vector128.Create(steps[i + 1]) & Second)
                + (Vector128.Create(steps[i + 2]) & Third)
                + (Vector128.Create(steps[i + 3]) & Fourth);
            sums.Store(_tables + (i / BitShape.GroupDimensions * BitShape.GroupBytes));
        }
    }

    // Which of the sixteen choices have the first value, and so on.
    private static Vector128<byte> First => Vector128.Create((ushort)0xFF00).AsByte();

    private static Vector128<byte> Second => Vector128.Create(0xFFFF_0000U).AsByte();

    private static Vector128<byte> Third => Vector128.Create(0xFFFF_FFFF_0000_0000UL).AsByte();

    private static Vector128<byte> Fourth => Vector128.Create(0UL, ulong.MaxValue).AsByte();

    private void Take()
    {
        float least = float.PositiveInfinity;
        float most = float.NegativeInfinity;
        float sum = 0;
        foreach (float value in _values)
        {
            least = value < least ? value : least;
            most = value > most ? value : most;
            sum += value;
        }

        float step = most > least && float.IsFinite(most - least) ? (most - least) / StepMax : 1;
        float inverse = 1 / step;
        for (int i = 0; i < _values.Length; i++)
        {
            float rounded = ((_values[i] - least) * inverse) + 0.5f;
            _steps[i] = rounded is >= 0 and < StepMax + 1 ? (byte)rounded : (byte)0;
        }

        // Each sign's share: twice what the set bits have, less what all have.
        Weights = (2 * step, 2 * least, -sum);
    }
}

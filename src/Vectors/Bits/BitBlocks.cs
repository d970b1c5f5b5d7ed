using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RagCluster.Vectors.Bits;

/// <summary>
/// The bits of an index's rows where they lie, and what a query needs to estimate distances from them, a block of rows at once.
/// </summary>
internal readonly unsafe struct BitBlocks
{
    private readonly byte* _blocks;
    private readonly int _blockBytes;
    private readonly int _correctionsAt;
    private readonly BitQuery _query;
    private readonly float _step;
    private readonly float _bit;
    private readonly float _always;
    private readonly float _slack;
    private readonly float _unit;

    /// <summary>Prepares a query.</summary>
    /// <param name="blocks">The first block.</param>
    /// <param name="shape">Where the parts of a block lie.</param>
    /// <param name="query">The query.</param>
    /// <param name="unit">What one unit of the distances that estimates are compared with is worth.</param>
    /// <param name="deviations">By how many deviations an estimate may be off before a row is lost.</param>
    internal BitBlocks(byte* blocks, BitShape shape, BitQuery query, float unit, double deviations)
    {
        _blocks = blocks;
        _blockBytes = shape.BlockBytes;
        _correctionsAt = shape.CorrectionsAt;
        _query = query;
        (_step, _bit, _always) = query.Weights;
        _slack = (float)deviations * query.Length;
        _unit = unit;
    }

    /// <summary>A bit for each row of a block: whether it may be no farther than a distance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint Near(int block, int farthest)
    {
        byte* start = _blocks + ((nint)block * _blockBytes);
        int* sums = stackalloc int[BitShape.BlockRows];
        BitKernel.Sum(_query, start, sums);
        float* corrections = (float*)(start + _correctionsAt);
        Vector256<float> most = Vector256.Create(farthest * _unit);
        uint near = 0;
        for (int i = 0; i < BitShape.BlockRows; i += Vector256<float>.Count)
            near |= Vector256.LessThanOrEqual(Least(corrections + i, Vector256.Load(sums + i)), most).ExtractMostSignificantBits() << i;
        return near;
    }

    /// <summary>Writes the least distance that each row of a block has, but for those off by more than the deviations.</summary>
    internal void Estimate(int block, Span<float> least)
    {
        byte* start = _blocks + ((nint)block * _blockBytes);
        int* sums = stackalloc int[BitShape.BlockRows];
        BitKernel.Sum(_query, start, sums);
        for (int i = 0; i < BitShape.BlockRows; i += Vector256<float>.Count)
            (Least((float*)(start + _correctionsAt) + i, Vector256.Load(sums + i)) / _unit).CopyTo(least[i..]);
    }

    // Of eight rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Least(float* corrections, Vector256<int> sums)
    {
        Vector256<float> product =
            (Vector256.ConvertToSingle(sums) * _step)
            + (Vector256.Load(corrections + (3 * BitShape.BlockRows)) * _bit)
            + Vector256.Create(_always);
        return Vector256.Load(corrections)
            - (Vector256.Load(corrections + BitShape.BlockRows) * product)
            - (Vector256.Load(corrections + (2 * BitShape.BlockRows)) * _slack);
    }
}

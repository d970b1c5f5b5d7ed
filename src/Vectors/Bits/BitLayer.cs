using System.Runtime.CompilerServices;
using RagCluster.Vectors.Distances;

namespace RagCluster.Vectors.Bits;

/// <summary>The bits of an index's rows where they lie, and what a query needs to estimate distances from them.</summary>
internal readonly unsafe struct BitLayer
{
    // RaBitQ's bound: an estimate is off by more in about one row of seventeen on either side.
    private const float Deviations = 1.9f;

    private readonly byte* _rows;
    private readonly int _stride;
    private readonly int _correctionsAt;
    private readonly BitQuery _query;
    private readonly float _step;
    private readonly float _bit;
    private readonly float _rest;
    private readonly float _slack;
    private readonly float _unit;

    /// <summary>Prepares a query.</summary>
    /// <param name="rows">The bits of the first row.</param>
    /// <param name="shape">Where their parts lie.</param>
    /// <param name="query">The query.</param>
    /// <param name="unit">What one unit of the distances that estimates are compared with is worth.</param>
    internal BitLayer(byte* rows, BitShape shape, BitQuery query, float unit)
    {
        _rows = rows;
        _stride = shape.Stride;
        _correctionsAt = shape.CorrectionsAt;
        _query = query;
        (_step, _bit, _rest) = query.Weights;
        _slack = Deviations * query.Length;
        _unit = 1 / unit;
    }

    internal bool IsUsable => _rows != null;

    internal byte* BitsOf(int row) => _rows + (nint)row * _stride;

    /// <summary>The least distance that a row has, but for one in some twenty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float LeastOf(int row)
    {
        byte* bits = BitsOf(row);
        float* corrections = (float*)(bits + _correctionsAt);
        float product = _step * BitKernel.Sum(_query, (ulong*)bits) + _bit * corrections[3] + _rest;
        return (corrections[0] - corrections[1] * product - _slack * corrections[2]) * _unit;
    }

    /// <summary>The distance estimated, and by how much it may be off.</summary>
    internal (float Distance, float Slack) Estimate(int row)
    {
        float slack = _slack * ((float*)(BitsOf(row) + _correctionsAt))[2] * _unit;
        return (LeastOf(row) + slack, slack);
    }
}

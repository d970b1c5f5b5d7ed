using System.Runtime.InteropServices;
using RagCluster.Vectors.Distances;

namespace RagCluster.Vectors.Bits;

/// <summary>
/// A bit for each dimension: the sign of the centred, rotated row; with it what makes products with it unbiased and how far they may be off
/// (Gao and Long 2024, "RaBitQ: Quantizing high-dimensional vectors with a theoretical error bound for approximate nearest neighbor search").
/// Not for several threads at once.
/// </summary>
internal sealed class BitEncoder
{
    private readonly BitRotation _rotation;
    private readonly BitShape _shape;
    private readonly Metric _metric;
    private readonly float[] _mean;
    private readonly float[] _moved;

    /// <summary>Prepares.</summary>
    /// <param name="mean">The centre of the rows.</param>
    /// <param name="metric">How rows are compared.</param>
    internal BitEncoder(ReadOnlySpan<float> mean, Metric metric)
    {
        _mean = mean.ToArray();
        _metric = metric;
        _shape = new BitShape(mean.Length);
        _rotation = new BitRotation(mean.Length);
        _moved = new float[mean.Length];
    }

    /// <summary>Encodes a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="target">As long as the shape's stride.</param>
    internal void Encode(ReadOnlySpan<float> row, Span<byte> target)
    {
        target.Clear();
        row.CopyTo(_moved);
        VectorMath.AddScaled(_moved, _mean, -1);
        float square = VectorMath.Dot(_moved, _moved);
        if (!float.IsFinite(square))
        {
            _moved.AsSpan().Clear();
            square = 0;
        }

        // What a distance contains besides the product with the centred query.
        float rest = _metric == Metric.Euclidean ? square / 2 : -VectorMath.Dot(_moved, _mean);
        _rotation.Apply(_moved);
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(target[.._shape.CorrectionsAt]);
        float sum = 0;
        int positive = 0;
        for (int i = 0; i < _moved.Length; i++)
        {
            sum += MathF.Abs(_moved[i]);
            if (_moved[i] < 0)
                continue;
            words[i >> 6] |= 1UL << i;
            positive++;
        }

        // The cosine between the row and its signs: about 0.8.
        float aligned = square > 0 ? sum / MathF.Sqrt(_moved.Length * square) : 1;
        float astray = MathF.Sqrt(square * MathF.Max(0, 1 / (aligned * aligned) - 1) / Math.Max(1, _moved.Length - 1));
        Span<float> corrections = MemoryMarshal.Cast<byte, float>(target[_shape.CorrectionsAt..]);
        corrections[0] = rest;
        corrections[1] = sum > 0 ? square / sum : 0;
        corrections[2] = astray;
        corrections[3] = positive;
    }
}

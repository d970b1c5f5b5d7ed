using System.Runtime.InteropServices;
using RagCluster.Vectors.Distances;

namespace RagCluster.Vectors.Bits;

/// <summary>
/// A bit for each dimension: the sign of the centred, rotated row; with it what makes products with it unbiased and how far they may be off
/// (Gao and Long 2024, "RaBitQ: Quantizing high-dimensional vectors with a theoretical error bound for approximate nearest neighbor
/// search"). Not for several threads at once.
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
    /// <param name="block">Its block, in which its place is still empty.</param>
    /// <param name="place">Its place there.</param>
    internal void Encode(ReadOnlySpan<float> row, Span<byte> block, int place)
    {
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
        int firstByte = BitShape.ByteOf(place);
        int firstBit = place < BitShape.BlockRows / 2 ? 0 : BitShape.GroupDimensions;
        float sum = 0;
        int positive = 0;
        for (int i = 0; i < _moved.Length; i++)
        {
            sum += MathF.Abs(_moved[i]);
            if (_moved[i] < 0)
                continue;
            (int group, int bit) = Math.DivRem(i, BitShape.GroupDimensions);
            block[(group * BitShape.GroupBytes) + firstByte] |= (byte)(1 << (firstBit + bit));
            positive++;
        }

        // The cosine between the row and its signs: about 0.8.
        float aligned = square > 0 ? sum / MathF.Sqrt(_moved.Length * square) : 1;
        float astray = MathF.Sqrt(square * MathF.Max(0, 1 / (aligned * aligned) - 1) / Math.Max(1, _moved.Length - 1));
        Span<float> corrections = MemoryMarshal.Cast<byte, float>(block[_shape.CorrectionsAt..]);
        corrections[place] = rest;
        corrections[place + BitShape.BlockRows] = sum > 0 ? square / sum : 0;
        corrections[place + (2 * BitShape.BlockRows)] = astray;
        corrections[place + (3 * BitShape.BlockRows)] = positive;
    }
}

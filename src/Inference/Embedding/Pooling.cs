using System.Numerics;
using RagCluster.Inference.Models;

namespace RagCluster.Inference.Embedding;

/// <summary>Makes one vector of a graph's output for one text.</summary>
internal static class Pooling
{
    /// <summary>Pools and, if asked, scales to length 1.</summary>
    /// <param name="row">The text's part of the output: one vector, or one for each token.</param>
    /// <param name="mask">1 for a token, 0 for padding; as many as the output has token vectors.</param>
    /// <param name="entry">How.</param>
    /// <param name="vector">Gets the result.</param>
    public static void Pool(ReadOnlySpan<float> row, ReadOnlySpan<long> mask, ModelEntry entry, Span<float> vector)
    {
        if (entry.Pooling == PoolingMode.Mean)
            Mean(row, mask, vector);
        else
            row[..vector.Length].CopyTo(vector);

        if (entry.Normalize)
            Normalize(vector);
    }

    private static void Mean(ReadOnlySpan<float> row, ReadOnlySpan<long> mask, Span<float> vector)
    {
        int count = 0;
        vector.Clear();
        for (int token = 0; token < mask.Length; token++)
        {
            if (mask[token] == 0)
                continue;

            Add(vector, row.Slice(token * vector.Length, vector.Length));
            count++;
        }

        if (count == 0)
            return;

        for (int i = 0; i < vector.Length; i++)
            vector[i] /= count;
    }

    private static void Add(Span<float> sum, ReadOnlySpan<float> value)
    {
        int i = 0;
        for (; i <= sum.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(sum[i..]) + new Vector<float>(value[i..])).CopyTo(sum[i..]);
        for (; i < sum.Length; i++)
            sum[i] += value[i];
    }

    /// <summary>Scales to length 1.</summary>
    public static void Normalize(Span<float> vector)
    {
        double squares = 0;
        foreach (float value in vector)
            squares += (double)value * value;

        // A vector of zeros has no direction and stays.
        if (squares == 0)
            return;

        float length = (float)Math.Sqrt(squares);
        for (int i = 0; i < vector.Length; i++)
            vector[i] /= length;
    }
}

using System.Numerics;
using System.Runtime.InteropServices;

namespace RagCluster.Vectors.Distances;

/// <summary>
/// Arithmetic on float vectors with whatever SIMD width the processor has. The order of additions depends on the width and the length
/// alone, so equal inputs give equal bits wherever a row lies.
/// </summary>
public static class VectorMath
{
    /// <summary>The inner product.</summary>
    /// <param name="left">One vector.</param>
    /// <param name="right">Another of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        RequireSameLength(left, right);
        ReadOnlySpan<Vector<float>> leftBlocks = MemoryMarshal.Cast<float, Vector<float>>(left);
        ReadOnlySpan<Vector<float>> rightBlocks = MemoryMarshal.Cast<float, Vector<float>>(right);
        Vector<float> even = Vector<float>.Zero;
        Vector<float> odd = Vector<float>.Zero;
        int block = 0;
        for (; block + 1 < leftBlocks.Length && block + 1 < rightBlocks.Length; block += 2)
        {
            even += leftBlocks[block] * rightBlocks[block];
            odd += leftBlocks[block + 1] * rightBlocks[block + 1];
        }

        if (block < leftBlocks.Length)
            even += leftBlocks[block] * rightBlocks[block];
        float sum = Vector.Sum(even + odd);
        for (int i = leftBlocks.Length * Vector<float>.Count; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    /// <summary>The square of the Euclidean distance.</summary>
    /// <param name="left">One vector.</param>
    /// <param name="right">Another of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float SquaredDistance(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        RequireSameLength(left, right);
        ReadOnlySpan<Vector<float>> leftBlocks = MemoryMarshal.Cast<float, Vector<float>>(left);
        ReadOnlySpan<Vector<float>> rightBlocks = MemoryMarshal.Cast<float, Vector<float>>(right);
        Vector<float> total = Vector<float>.Zero;
        for (int block = 0; block < leftBlocks.Length && block < rightBlocks.Length; block++)
        {
            Vector<float> difference = leftBlocks[block] - rightBlocks[block];
            total += difference * difference;
        }

        float sum = Vector.Sum(total);
        for (int i = leftBlocks.Length * Vector<float>.Count; i < left.Length; i++)
        {
            float difference = left[i] - right[i];
            sum += difference * difference;
        }

        return sum;
    }

    /// <summary>How near two vectors are by a metric; higher is nearer.</summary>
    /// <param name="metric">The metric; for cosine both have length 1.</param>
    /// <param name="left">One vector.</param>
    /// <param name="right">Another of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Similarity(Metric metric, ReadOnlySpan<float> left, ReadOnlySpan<float> right) =>
        metric == Metric.Euclidean ? -SquaredDistance(left, right) : Dot(left, right);

    /// <summary>Scales a vector to length 1; a vector of zeros, or one that is not finite, becomes zeros.</summary>
    /// <param name="vector">Overwritten.</param>
    public static void Normalize(Span<float> vector)
    {
        double squares = 0;
        foreach (float value in vector)
            squares += (double)value * value;
        if (!double.IsFinite(squares) || squares == 0)
        {
            vector.Clear();
            return;
        }

        double scale = 1 / Math.Sqrt(squares);
        for (int i = 0; i < vector.Length; i++)
            vector[i] = (float)(vector[i] * scale);
    }

    /// <summary>Adds a multiple of one vector to another.</summary>
    internal static void AddScaled(Span<float> target, ReadOnlySpan<float> added, float factor)
    {
        RequireSameLength(target, added);
        Span<Vector<float>> targetBlocks = MemoryMarshal.Cast<float, Vector<float>>(target);
        ReadOnlySpan<Vector<float>> addedBlocks = MemoryMarshal.Cast<float, Vector<float>>(added);
        for (int block = 0; block < targetBlocks.Length && block < addedBlocks.Length; block++)
            targetBlocks[block] += addedBlocks[block] * factor;
        for (int i = targetBlocks.Length * Vector<float>.Count; i < target.Length; i++)
            target[i] += added[i] * factor;
    }

    private static void RequireSameLength(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        if (left.Length != right.Length)
            throw new ArgumentException(
                $"A vector of {left.Length} dimensions can't be compared with one of {right.Length}.",
                nameof(right)
            );
    }
}

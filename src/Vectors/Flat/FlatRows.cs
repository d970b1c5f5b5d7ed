using RagCluster.Vectors.Distances;

namespace RagCluster.Vectors.Flat;

/// <summary>Immutable vectors in one block, searched by comparing every row: exact, and no build time. Safe for concurrent use.</summary>
public sealed class FlatRows
{
    // Rows between two looks at the cancellation token: about 0.1 ms at 256 dimensions.
    private const int RowsPerCheck = 4096;

    private static readonly Comparer<RowSimilarity> WorstFirst = Comparer<RowSimilarity>.Create(static (left, right) =>
        left.Similarity != right.Similarity ? left.Similarity.CompareTo(right.Similarity) : right.Row.CompareTo(left.Row));

    private readonly float[] _values;
    private readonly Metric _metric;

    /// <summary>Takes rows over; the caller doesn't change them afterwards. For cosine they have length 1 (or 0).</summary>
    /// <param name="values">The rows one after the other.</param>
    /// <param name="dimensions">Values of one row; at least 1.</param>
    /// <param name="metric">How to compare.</param>
    /// <exception cref="ArgumentException">The values are not a whole number of rows.</exception>
    public FlatRows(float[] values, int dimensions, Metric metric)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        if (values.Length % dimensions != 0)
            throw new ArgumentException($"{values.Length} values are not a whole number of rows of {dimensions}.", nameof(values));
        _values = values;
        _metric = metric;
        Dimensions = dimensions;
    }

    /// <summary>Values of one row.</summary>
    public int Dimensions { get; }

    /// <summary>Rows held.</summary>
    public int Count => _values.Length / Dimensions;

    /// <summary>The vector of a row.</summary>
    /// <param name="row">0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<float> this[int row] => _values.AsSpan(row * Dimensions, Dimensions);

    /// <summary>How near a row is to a query.</summary>
    /// <param name="query">The query; for cosine of length 1.</param>
    /// <param name="row">The row.</param>
    public double Similarity(ReadOnlySpan<float> query, int row) =>
        _metric == Metric.Euclidean ? -VectorMath.SquaredDistance(query, this[row]) : VectorMath.Dot(query, this[row]);

    /// <summary>The nearest rows, nearest first, equal ones by row number.</summary>
    /// <param name="query">The query; for cosine of length 1.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="rows">Which rows may be returned: one bit a row, 64 a word; empty for all rows.</param>
    /// <param name="cancellationToken">Checked every few thousand rows.</param>
    public RowSimilarity[] Nearest(ReadOnlySpan<float> query, int limit, ReadOnlySpan<ulong> rows, CancellationToken cancellationToken)
    {
        var heap = new PriorityQueue<RowSimilarity, RowSimilarity>(WorstFirst);
        double worst = double.NegativeInfinity;
        int count = limit > 0 ? Count : 0;
        for (int row = 0; row < count; row++)
        {
            if (row % RowsPerCheck == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (!rows.IsEmpty && (rows[row >> 6] >> row & 1) == 0)
                continue;
            var hit = new RowSimilarity(row, Similarity(query, row));
            if (heap.Count < limit)
                heap.Enqueue(hit, hit);
            else if (hit.Similarity > worst)
                heap.EnqueueDequeue(hit, hit);
            else
                continue;
            if (heap.Count == limit)
                worst = heap.Peek().Similarity;
        }

        var nearest = new RowSimilarity[heap.Count];
        for (int i = nearest.Length - 1; i >= 0; i--)
            nearest[i] = heap.Dequeue();
        return nearest;
    }
}

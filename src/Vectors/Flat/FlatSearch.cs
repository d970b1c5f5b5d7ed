using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Rows;

namespace RagCluster.Vectors.Flat;

/// <summary>The search that compares every row: exact, and no build time.</summary>
public static class FlatSearch
{
    // Rows between two looks at the cancellation token: about 0.1 ms at 256 dimensions.
    private const int RowsPerCheck = 4096;

    private static readonly Comparer<RowSimilarity> WorstFirst = Comparer<RowSimilarity>.Create(
        static (left, right) =>
            left.Similarity != right.Similarity ? left.Similarity.CompareTo(right.Similarity) : right.Row.CompareTo(left.Row)
    );

    /// <summary>The nearest rows, nearest first, equal ones by row number.</summary>
    /// <param name="values">The rows one after the other, each as long as the query.</param>
    /// <param name="metric">How to compare.</param>
    /// <param name="query">The query; for cosine of length 1.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="rows">Which rows may be returned: one bit a row, 64 a word; empty for all rows.</param>
    /// <param name="cancellationToken">Checked every few thousand rows.</param>
    public static RowSimilarity[] Nearest(
        ReadOnlySpan<float> values,
        Metric metric,
        ReadOnlySpan<float> query,
        int limit,
        ReadOnlySpan<ulong> rows,
        CancellationToken cancellationToken
    )
    {
        if (query.IsEmpty || values.Length % query.Length != 0)
            throw new ArgumentException($"{values.Length} values are not a whole number of rows of {query.Length}.", nameof(query));
        PriorityQueue<RowSimilarity, RowSimilarity> heap = new(WorstFirst);
        double worst = double.NegativeInfinity;
        int count = limit > 0 ? values.Length / query.Length : 0;
        for (int row = 0; row < count; row++)
        {
            if (row % RowsPerCheck == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (!rows.IsEmpty && (rows[row >> 6] >> row & 1) == 0)
                continue;
            RowSimilarity hit = new(row, VectorMath.Similarity(metric, query, values.Slice(row * query.Length, query.Length)));
            if (heap.Count < limit)
                heap.Enqueue(hit, hit);
            else if (hit.Similarity > worst)
                heap.EnqueueDequeue(hit, hit);
            else
                continue;
            if (heap.Count == limit)
                worst = heap.Peek().Similarity;
        }

        RowSimilarity[] nearest = new RowSimilarity[heap.Count];
        for (int i = nearest.Length - 1; i >= 0; i--)
            nearest[i] = heap.Dequeue();
        return nearest;
    }
}

using RagCluster.Vectors.Rows;

namespace RagCluster.Vectors.Indexes;

/// <summary>
/// Measures which beam finds which share of the true neighbours. The queries are rows that the graph does not hold yet: those that it holds
/// are found too easily, each being linked to the very rows that it asks for.
/// </summary>
internal sealed class EffortCalibration(VectorIndex index, IVectorRows rows, ParallelOptions parallel)
{
    // With fewer queries the curve says nothing; the default effort is used.
    private const int QueriesMin = 16;

    // Deep lists have ten times the neighbours a query: fewer queries say as much.
    internal const int DeepShare = 4;

    // Half a thousandth from perfect the curve ends: no target lies beyond.
    private const double Enough = 0.9995;

    /// <summary>The factors from one beam to the next; the first is the depth itself.</summary>
    private static readonly double[] Widths = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 50, 64, 80];

    /// <summary>Measures.</summary>
    /// <param name="heldBack">The rows that the graph lacks.</param>
    /// <param name="linked">The others: a bit each.</param>
    /// <param name="linkedCount">How many others.</param>
    internal EffortTable Measure(int[] heldBack, ulong[] linked, int linkedCount)
    {
        EffortPoint[][] curves = new EffortPoint[EffortTable.Depths.Length][];
        for (int i = 0; i < curves.Length; i++)
        {
            int depth = EffortTable.Depths[i];
            int[] queries = i == 0 ? heldBack : heldBack[..(heldBack.Length / DeepShare)];
            curves[i] =
                queries.Length < QueriesMin || linkedCount < 2 * depth
                    ? []
                    : Curve(queries, depth, TrueRows(queries, depth, linked, linkedCount));
        }

        return new EffortTable(curves);
    }

    private int[][] TrueRows(int[] queries, int depth, ulong[] linked, int linkedCount)
    {
        int[][] truth = new int[queries.Length][];
        Parallel.For(
            0,
            queries.Length,
            parallel,
            i =>
            {
                RowSimilarity[] results = new RowSimilarity[depth];
                int count = index.SearchByScan(rows[queries[i]], new RowFilter(linked, linkedCount), results);
                truth[i] = [.. results.Take(count).Select(hit => hit.Row)];
            }
        );
        return truth;
    }

    private EffortPoint[] Curve(int[] queries, int depth, int[][] truth)
    {
        List<EffortPoint> points = new();
        float reached = 0;
        foreach (double factor in Widths)
        {
            int width = (int)(factor * depth);
            reached = Math.Max(reached, Recall(queries, width, truth));
            points.Add(new EffortPoint(width, reached));
            if (reached >= Enough || width >= index.Count)
                break;
        }

        return [.. points];
    }

    private float Recall(int[] queries, int width, int[][] truth)
    {
        int[] hits = new int[queries.Length];
        Parallel.For(
            0,
            queries.Length,
            parallel,
            i =>
            {
                RowSimilarity[] results = new RowSimilarity[truth[i].Length];
                int count = index.SearchWidth(rows[queries[i]], width, default, results);
                hits[i] = results.Take(count).Count(hit => truth[i].Contains(hit.Row));
            }
        );
        return (float)hits.Sum() / truth.Sum(one => one.Length);
    }
}

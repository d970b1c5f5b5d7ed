using RagCluster.Benchmarks;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;
using RagCluster.Vectors.Indexes;
using RagCluster.Vectors.Rows;

namespace RagCluster.Retrieval.Vectors;

/// <summary>
/// Rows without a graph: compared by their floats, and by their codes first. On small sets a graph beside them: from how many rows on it is
/// faster.
/// </summary>
internal static class ScanTable
{
    private const int QueryCount = 50;
    private const int RoundCount = 5;

    private static readonly int[] SmallSizes = [2000, 4000, 8000];
    private static readonly double[] Targets = [0.95, 0.99];

    internal static void Print(JudgedSet set, VectorIndexOptions options, string name)
    {
        Print(set, set.Rows, name);
        foreach (int count in SmallSizes.Where(size => size < set.Rows.Count))
        {
            FlatRows rows = new(
                [.. Enumerable.Range(0, count).SelectMany(row => set.Rows[row].ToArray())],
                set.Rows.Dimensions,
                Metric.Cosine
            );
            string small = FormattableString.Invariant($"{name}, {count} of them");
            Print(set, rows, small);
            VectorIndex index = VectorIndexBuilder.Build(rows, [], options, CancellationToken.None);
            foreach (double target in Targets)
                Print(
                    set,
                    rows,
                    FormattableString.Invariant($"graph {small} target {target}"),
                    (query, results) => index.Search(query, target, default, results)
                );
        }
    }

    private static void Print(JudgedSet set, FlatRows rows, string name)
    {
        double before = ThreadClock.Microseconds;
        CodedRows coded = new(rows, Metric.Cosine);
        Figures.Print($"scan {name}", "making codes", (ThreadClock.Microseconds - before) / rows.Count, "µs/row");
        Print(
            set,
            rows,
            $"scan f32 {name}",
            (query, results) =>
            {
                RowSimilarity[] near = rows.Nearest(query, results.Length, [], CancellationToken.None);
                near.CopyTo(results, 0);
                return near.Length;
            }
        );
        Print(set, rows, $"scan int8 {name}", (query, results) => coded.Search(query, default, double.NegativeInfinity, results));
    }

    private static void Print(JudgedSet set, FlatRows rows, string row, Search search)
    {
        int queries = Math.Min(QueryCount, set.QueryCount);
        RowSimilarity[] results = new RowSimilarity[JudgedSet.Neighbours];
        int[][] truth =
        [
            .. Enumerable
                .Range(0, queries)
                .Select(i => rows.Nearest(set.Query(i), results.Length, [], CancellationToken.None).Select(hit => hit.Row).ToArray()),
        ];
        double best = double.PositiveInfinity;
        int hits = 0;
        for (int round = 0; round < RoundCount; round++)
        {
            hits = 0;
            double spent = 0;
            for (int i = 0; i < queries; i++)
            {
                double before = ThreadClock.Microseconds;
                int found = search(set.Query(i), results);
                spent += ThreadClock.Microseconds - before;
                hits += results.Take(found).Count(hit => truth[i].Contains(hit.Row));
            }

            best = Math.Min(best, spent / queries);
        }

        Figures.Print(row, "recall", (double)hits / (queries * results.Length), "share");
        Figures.Print(row, "processor time", best, "µs/query");
    }

    private delegate int Search(ReadOnlySpan<float> query, RowSimilarity[] results);
}

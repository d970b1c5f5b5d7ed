using System.Numerics;
using RagCluster.Benchmarks;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Indexes;
using RagCluster.Vectors.Rows;

namespace RagCluster.Retrieval.Vectors;

/// <summary>
/// Searches under filters that are independent of the query, along its direction (the rows nearest to it pass) and against it (the
/// farthest).
/// </summary>
internal static class FilteredTable
{
    private const int QueryCount = 100;
    private const int RoundCount = 5;

    // The runtime compiles what is called often anew in the background, a tenth of a second later: five rounds of fast searches are over by
    // then.
    private const double SpentMin = 500_000;
    private const double Target = 0.95;

    private static readonly double[] Shares = [0.1, 0.01, 0.001];

    internal static void Print(JudgedSet set, VectorIndex index, string name)
    {
        int queries = Math.Min(QueryCount, set.QueryCount);
        float[][] similarities = new float[queries][];
        Parallel.For(0, queries, i => similarities[i] = Similarities(set, i));
        foreach (double share in Shares)
        {
            int passing = (int)(set.Rows.Count * share);
            Random random = new(7);
            int[] shuffled = [.. Enumerable.Range(0, set.Rows.Count)];
            random.Shuffle(shuffled);
            ulong[] independent = Bitmap(set.Rows.Count, shuffled.AsSpan(0, passing));
            Print(
                set,
                index,
                FormattableString.Invariant($"ours {name} filter {share} independent"),
                [.. similarities.Select(_ => independent)]
            );
            int[][] orders = new int[queries][];
            Parallel.For(
                0,
                queries,
                i =>
                {
                    orders[i] = [.. Enumerable.Range(0, set.Rows.Count)];
                    Array.Sort(similarities[i].ToArray(), orders[i]);
                }
            );
            Print(
                set,
                index,
                FormattableString.Invariant($"ours {name} filter {share} along"),
                [.. orders.Select(order => Bitmap(order.Length, order.AsSpan(^passing..)))]
            );
            Print(
                set,
                index,
                FormattableString.Invariant($"ours {name} filter {share} against"),
                [.. orders.Select(order => Bitmap(order.Length, order.AsSpan(0, passing)))]
            );
        }
    }

    private static void Print(JudgedSet set, VectorIndex index, string row, ulong[][] filters)
    {
        int[] counts = [.. filters.Select(words => words.Sum(word => BitOperations.PopCount(word)))];
        RowSimilarity[][] truth = new RowSimilarity[filters.Length][];
        Parallel.For(
            0,
            filters.Length,
            i => truth[i] = set.Rows.Nearest(set.Query(i), JudgedSet.Neighbours, filters[i], CancellationToken.None)
        );
        RowSimilarity[] results = new RowSimilarity[JudgedSet.Neighbours];
        double best = double.PositiveInfinity;
        double recall = 0;
        double total = 0;
        for (int round = 0; round < RoundCount || total < SpentMin; round++)
        {
            recall = 0;
            double spent = 0;
            for (int i = 0; i < filters.Length; i++)
            {
                double cpu = ThreadClock.Microseconds;
                int found = index.Search(set.Query(i), Target, new RowFilter(filters[i], counts[i]), results);
                spent += ThreadClock.Microseconds - cpu;
                recall +=
                    (double)results.AsSpan(0, found).ToArray().Select(hit => hit.Row).Intersect(truth[i].Select(hit => hit.Row)).Count()
                    / truth[i].Length;
            }

            best = Math.Min(best, spent / filters.Length);
            total += spent;
        }

        Figures.Print(row, "recall", recall / filters.Length, "share");
        Figures.Print(row, "processor time", best, "µs/query");
    }

    private static float[] Similarities(JudgedSet set, int query)
    {
        float[] similarities = new float[set.Rows.Count];
        for (int row = 0; row < similarities.Length; row++)
            similarities[row] = VectorMath.Dot(set.Query(query), set.Rows[row]);
        return similarities;
    }

    private static ulong[] Bitmap(int count, ReadOnlySpan<int> rows)
    {
        ulong[] words = new ulong[(count + 63) / 64];
        foreach (int row in rows)
            words[row >> 6] |= 1UL << row;
        return words;
    }
}

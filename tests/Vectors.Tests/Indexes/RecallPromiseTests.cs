using System.Numerics;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;
using RagCluster.Vectors.Indexes;
using RagCluster.Vectors.Rows;

namespace RagCluster.Vectors.Tests.Indexes;

/// <summary>Clusters of any number, tightness and dimensions; rows and mixtures of two rows ask with and without filters.</summary>
public sealed class RecallPromiseTests
{
    private const int Neighbours = 10;
    private const int RowCount = 6000;
    private const int QueryCount = 120;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(19)]
    [InlineData(29)]
    public void AnyClusters_AreSearchedWithTheRecallAskedFor(int seed)
    {
        Random random = new(seed);
        int dimensions = random.Next(24, 100);
        FlatRows all = Draw(random, dimensions);
        FlatRows rows = new([.. Enumerable.Range(0, RowCount).SelectMany(row => all[row].ToArray())], dimensions, Metric.Cosine);
        VectorIndex index = VectorIndexBuilder.Build(rows, [], new VectorIndexOptions { Threads = 2, Seed = seed }, CancellationToken.None);
        foreach (bool isMixed in new[] { false, true })
        {
            float[][] queries = [.. Enumerable.Range(0, QueryCount).Select(i => Query(all, random, i, isMixed))];
            foreach (double share in new[] { 1, 0.7, 0.55, 0.45 })
            {
                foreach (double target in new[] { 0.9, 0.95 })
                {
                    double recall = queries.Average(query => Recall(index, rows, (query, target), Filter(random, share)));

                    // What chance makes of 120 queries of ten neighbours, whose misses come together; all neighbours in one of two
                    // clusters, for mixtures.
                    Assert.True(
                        recall >= target - (isMixed ? 0.05 : 0.02),
                        $"Seed {seed}: recall {recall:0.000} for {target}, mixed {isMixed}, {share} pass"
                    );
                }
            }
        }
    }

    private static FlatRows Draw(Random random, int dimensions)
    {
        int clusters = random.Next(5, 200);
        float spread = 0.2f + (0.8f * random.NextSingle());
        float[] centres = [.. Enumerable.Range(0, clusters * dimensions).Select(_ => TestRows.Gaussian(random))];
        float[] values = new float[(RowCount + (2 * QueryCount)) * dimensions];
        for (int start = 0; start < values.Length; start += dimensions)
        {
            int centre = random.Next(clusters) * dimensions;
            for (int d = 0; d < dimensions; d++)
                values[start + d] = centres[centre + d] + (spread * TestRows.Gaussian(random));
            VectorMath.Normalize(values.AsSpan(start, dimensions));
        }

        return new FlatRows(values, dimensions, Metric.Cosine);
    }

    private static float[] Query(FlatRows all, Random random, int i, bool isMixed)
    {
        float[] query = all[RowCount + i].ToArray();
        if (isMixed)
            VectorMath.AddScaled(query, all[RowCount + QueryCount + i], 0.5f + (0.5f * random.NextSingle()));
        VectorMath.Normalize(query);
        return query;
    }

    // Empty where all pass.
    private static ulong[] Filter(Random random, double share)
    {
        if (share == 1)
            return [];
        ulong[] words = new ulong[(RowCount + 63) / 64];
        for (int row = 0; row < RowCount; row++)
            words[row >> 6] |= random.NextDouble() < share ? 1UL << row : 0;
        return words;
    }

    private static double Recall(VectorIndex index, FlatRows rows, (float[] Query, double Target) asked, ulong[] filter)
    {
        RowSimilarity[] results = new RowSimilarity[Neighbours];
        RowFilter passing = filter.Length == 0 ? default : new RowFilter(filter, filter.Sum(word => BitOperations.PopCount(word)));
        int found = index.Search(asked.Query, asked.Target, passing, results);
        return TestRows.Recall(results.AsSpan(0, found), rows.Nearest(asked.Query, Neighbours, filter, CancellationToken.None));
    }
}

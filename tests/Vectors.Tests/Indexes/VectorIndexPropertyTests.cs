using System.Numerics;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;
using RagCluster.Vectors.Indexes;
using RagCluster.Vectors.Rows;

namespace RagCluster.Vectors.Tests.Indexes;

/// <summary>Random sets, options, filters and limits against comparing everything.</summary>
public sealed class VectorIndexPropertyTests
{
    private const int Sets = 24;
    private const int QueriesPerSet = 12;

    [Fact]
    public void RandomSets_AgreeWithComparingEverything()
    {
        double recall = 0;
        for (int seed = 0; seed < Sets; seed++)
            recall += Check(new Random(seed)) / Sets;
        Assert.True(recall >= 0.95, $"Recall {recall}");
    }

    private static double Check(Random random)
    {
        Metric metric = (Metric)random.Next(3);
        int dimensions = random.Next(1, 80);
        int count = random.Next(2) == 0 ? random.Next(1, 100) : random.Next(100, 1800);
        FlatRows rows = Rows(random, count, dimensions, metric);
        ulong[] included = random.Next(3) == 0 ? Bits(random, count, 0.8) : [];
        VectorIndexOptions options = new()
        {
            Metric = metric,
            Degree = random.Next(8, 40),
            Threads = random.Next(1, 3),
            Seed = random.Next(100),
        };
        VectorIndex index = VectorIndexBuilder.Build(rows, included, options, CancellationToken.None);
        double recall = 0;
        for (int i = 0; i < QueriesPerSet; i++)
        {
            float[] query = Rows(random, 1, dimensions, metric)[0].ToArray();
            ulong[] filter = random.Next(2) == 0 ? Bits(random, count, random.NextDouble()) : [];
            ulong[] both =
            [
                .. Enumerable
                    .Range(0, (count + 63) / 64)
                    .Select(w => (filter.Length == 0 ? ulong.MaxValue : filter[w]) & (included.Length == 0 ? ulong.MaxValue : included[w])),
            ];
            RowSimilarity[] results = new RowSimilarity[random.Next(1, 30)];
            RowSimilarity[] truth = rows.Nearest(query, results.Length, both, CancellationToken.None);
            RowFilter passing = filter.Length == 0 ? default : new RowFilter(filter, filter.Sum(word => BitOperations.PopCount(word)));
            int found = index.Search(query, 0.95, passing, results);
            Assert.Equal(truth.Length, found);
            RowSimilarity[] hits = results[..found];
            Assert.All(hits, hit => Assert.Equal(rows.Similarity(query, hit.Row), hit.Similarity));
            Assert.All(hits, hit => Assert.True((both[hit.Row >> 6] >> hit.Row & 1) != 0));
            Assert.Equal(hits.DistinctBy(hit => hit.Row).OrderByDescending(hit => hit.Similarity).ThenBy(hit => hit.Row), hits);
            recall += TestRows.Recall(hits, truth) / QueriesPerSet;
        }

        return recall;
    }

    private static FlatRows Rows(Random random, int count, int dimensions, Metric metric)
    {
        float[] values = [.. Enumerable.Range(0, count * dimensions).Select(_ => TestRows.Gaussian(random))];
        for (int row = 0; row < count && metric == Metric.Cosine; row++)
            VectorMath.Normalize(values.AsSpan(row * dimensions, dimensions));
        return new FlatRows(values, dimensions, metric);
    }

    private static ulong[] Bits(Random random, int count, double share)
    {
        ulong[] words = new ulong[(count + 63) / 64];
        for (int row = 0; row < count; row++)
            words[row >> 6] |= random.NextDouble() < share ? 1UL << row : 0;
        return words;
    }
}

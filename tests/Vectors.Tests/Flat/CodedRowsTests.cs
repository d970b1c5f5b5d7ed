using System.Numerics;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;
using RagCluster.Vectors.Rows;

namespace RagCluster.Vectors.Tests.Flat;

public sealed class CodedRowsTests
{
    [Theory]
    [InlineData(Metric.Cosine)]
    [InlineData(Metric.Dot)]
    [InlineData(Metric.Euclidean)]
    public void Search_FindsWhatTheExactSearchFinds(Metric metric)
    {
        (FlatRows all, float[][] queries) = TestRows.WithQueries(3000, 40, metric, 21);
        Random random = new(22);
        RowSimilarity[] results = new RowSimilarity[10];
        double recall = 0;
        int searches = 0;
        foreach (int count in (int[])[1, 9, 63, 64, 65, 700, 3000])
        {
            FlatRows rows = new([.. Enumerable.Range(0, count).SelectMany(i => all[i].ToArray())], TestRows.Dimensions, metric);
            CodedRows coded = new(rows, metric);
            ulong[] filter = [.. Enumerable.Range(0, (count + 63) / 64).Select(_ => (ulong)random.NextInt64() | 1)];
            foreach (float[] query in queries)
            {
                recall += RecallOf(
                    coded.Search(query, default, double.NegativeInfinity, results),
                    rows.Nearest(query, 10, [], CancellationToken.None)
                );
                int found = coded.Search(
                    query,
                    new RowFilter(filter, filter.Sum(word => BitOperations.PopCount(word))),
                    double.NegativeInfinity,
                    results
                );
                recall += RecallOf(found, rows.Nearest(query, 10, filter, CancellationToken.None));
                searches += 2;
            }
        }

        Assert.True(recall / searches >= 0.998, $"Recall {recall / searches}");

        double RecallOf(int found, RowSimilarity[] truth) => TestRows.Recall(results.AsSpan(0, found), truth);
    }

    [Theory]
    [InlineData(Metric.Cosine)]
    [InlineData(Metric.Euclidean)]
    public void LeastSimilarity_LeavesOutOnlyFartherRows(Metric metric)
    {
        (FlatRows rows, float[][] queries) = TestRows.WithQueries(2000, 40, metric, 24);
        CodedRows coded = new(rows, metric);
        RowSimilarity[] results = new RowSimilarity[10];
        int missed = 0;
        int wanted = 0;
        foreach (float[] query in queries)
        {
            RowSimilarity[] truth = rows.Nearest(query, 10, [], CancellationToken.None);
            int found = coded.Search(query, default, truth[4].Similarity, results);
            RowSimilarity[] near = results[..found];
            wanted += 5;
            missed += truth[..5].Count(hit => !near.Contains(hit));
            // A bound above all of them: nothing but what rounding leaves open.
            Assert.InRange(coded.Search(query, default, truth[0].Similarity + (metric == Metric.Euclidean ? 50 : 0.5), results), 0, 0);
        }

        Assert.True(missed * 200 <= wanted, $"{missed} of {wanted} missed");
    }

    [Fact]
    public void SharedOffset_DoesNotCoarsenTheCodes()
    {
        FlatRows plain = TestRows.Clustered(1000, Metric.Euclidean, 25);
        FlatRows rows = new(
            [.. Enumerable.Range(0, 1000).SelectMany(row => plain[row].ToArray().Select(value => value + 100))],
            TestRows.Dimensions,
            Metric.Euclidean
        );
        CodedRows coded = new(rows, Metric.Euclidean);
        RowSimilarity[] results = new RowSimilarity[10];
        double recall = 0;
        for (int i = 0; i < 50; i++)
        {
            int found = coded.Search(rows[i], default, double.NegativeInfinity, results);
            recall += TestRows.Recall(results.AsSpan(0, found), rows.Nearest(rows[i], 10, [], CancellationToken.None));
        }

        Assert.True(recall / 50 >= 0.995, $"Recall {recall / 50}");
    }

    [Fact]
    public void NoRows_GiveNone() =>
        Assert.Equal(
            0,
            new CodedRows(new FlatRows([], 3, Metric.Dot), Metric.Dot).Search(
                [1, 2, 3],
                default,
                double.NegativeInfinity,
                new RowSimilarity[2]
            )
        );

    [Fact]
    public void QueryOfOtherDimensions_IsRefused()
    {
        CodedRows coded = new(new FlatRows([1, 2, 3], 3, Metric.Dot), Metric.Dot);
        Assert.Throws<ArgumentException>(() => coded.Search([1], default, double.NegativeInfinity, new RowSimilarity[1]));
    }
}

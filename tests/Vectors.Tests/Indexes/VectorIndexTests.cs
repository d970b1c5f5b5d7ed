using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;
using RagCluster.Vectors.Indexes;
using RagCluster.Vectors.Rows;

namespace RagCluster.Vectors.Tests.Indexes;

public sealed class VectorIndexTests
{
    private const int QueryCount = 100;
    private static readonly VectorIndexOptions TwoThreads = new() { Threads = 2 };

    [Theory]
    [InlineData(Metric.Cosine, 0.9)]
    [InlineData(Metric.Cosine, 0.99)]
    [InlineData(Metric.Dot, 0.9)]
    [InlineData(Metric.Dot, 0.99)]
    [InlineData(Metric.Euclidean, 0.9)]
    [InlineData(Metric.Euclidean, 0.99)]
    public void RecallTarget_IsReached(Metric metric, double target)
    {
        (FlatRows rows, float[][] queries) = TestRows.WithQueries(4000, QueryCount, metric, 5);
        VectorIndex index = VectorIndexBuilder.Build(rows, [], TwoThreads with { Metric = metric }, CancellationToken.None);
        double recall = 0;
        RowSimilarity[] results = new RowSimilarity[10];
        foreach (float[] query in queries)
        {
            int count = index.Search(query, target, default, results);
            recall += TestRows.Recall(results.AsSpan(0, count), rows.Nearest(query, 10, [], CancellationToken.None)) / QueryCount;
        }

        // A hundred queries of ten neighbours: one and a half hundredths are what chance makes of 0.99.
        Assert.True(recall >= target - 0.015, $"Recall {recall} with a beam of {index.EffortFor(10, target)}");
    }

    [Fact]
    public void ManyLayers_ReachTheTarget()
    {
        (FlatRows rows, float[][] queries) = TestRows.WithQueries(5000, QueryCount, Metric.Cosine, 16);
        VectorIndex index = VectorIndexBuilder.Build(rows, [], TwoThreads with { ScannedMax = 1 }, CancellationToken.None);
        Assert.Equal(4, IndexHeader.Read(index.Section.Span).Shape.LayerSizes.Length);
        RowSimilarity[] results = new RowSimilarity[10];
        double recall = queries.Average(query =>
            TestRows.Recall(
                results.AsSpan(0, index.Search(query, 0.95, default, results)),
                rows.Nearest(query, 10, [], CancellationToken.None)
            )
        );
        Assert.True(recall >= 0.95, $"Recall {recall}");
    }

    [Fact]
    public void RecallOfOne_EqualsTheExactSearch()
    {
        (FlatRows rows, float[][] queries) = TestRows.WithQueries(700, 20, Metric.Cosine, 7);
        VectorIndex index = VectorIndexBuilder.Build(rows, [], TwoThreads, CancellationToken.None);
        Random random = new(8);
        RowSimilarity[] results = new RowSimilarity[20];
        ulong[] filter = [.. Enumerable.Range(0, 11).Select(_ => (ulong)random.NextInt64())];
        int passing = filter.Sum(word => System.Numerics.BitOperations.PopCount(word));
        foreach (float[] query in queries)
        {
            Assert.Equal(20, index.Search(query, 1, new RowFilter(filter, passing), results));
            Assert.Equal(rows.Nearest(query, 20, filter, CancellationToken.None), results);
        }
    }

    [Fact]
    public void SameSeed_GivesTheSameBytesOnAnyNumberOfThreads()
    {
        FlatRows rows = TestRows.Clustered(3000, Metric.Cosine, 9);
        VectorIndex one = VectorIndexBuilder.Build(rows, [], TwoThreads with { Threads = 1 }, CancellationToken.None);
        VectorIndex four = VectorIndexBuilder.Build(rows, [], TwoThreads with { Threads = 4 }, CancellationToken.None);
        VectorIndex other = VectorIndexBuilder.Build(rows, [], TwoThreads with { Seed = 2 }, CancellationToken.None);
        Assert.True(one.Section.Span.SequenceEqual(four.Section.Span));
        Assert.False(one.Section.Span.SequenceEqual(other.Section.Span));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(100)]
    public void FewRows_AreAllFound(int count)
    {
        FlatRows rows = TestRows.Clustered(count, Metric.Cosine, 10);
        VectorIndex index = VectorIndexBuilder.Build(rows, [], TwoThreads, CancellationToken.None);
        float[] query = TestRows.Clustered(1, Metric.Cosine, 11)[0].ToArray();
        RowSimilarity[] results = new RowSimilarity[count + 5];
        Assert.Equal(count, index.Search(query, 0.999, default, results));
        Assert.Equal(rows.Nearest(query, count, [], CancellationToken.None), results.AsSpan(0, count));
    }

    [Fact]
    public void RowsWithoutVector_AreNotFound()
    {
        FlatRows rows = TestRows.Clustered(1000, Metric.Cosine, 12);
        Random random = new(13);
        ulong[] included = [.. Enumerable.Range(0, 16).Select(_ => (ulong)random.NextInt64())];
        VectorIndex index = VectorIndexBuilder.Build(rows, included, TwoThreads, CancellationToken.None);
        RowSimilarity[] results = new RowSimilarity[1000];
        int count = index.Search(rows[0], 0.99, default, results);
        Assert.Equal(index.Count, count);
        Assert.All(results.AsSpan(0, count).ToArray(), hit => Assert.True((included[hit.Row >> 6] >> hit.Row & 1) != 0));
    }

    [Fact]
    public void EqualRows_AreOrderedByNumber()
    {
        FlatRows rows = new([.. Enumerable.Repeat(0.5f, 4 * 300)], 4, Metric.Cosine);
        VectorIndex index = VectorIndexBuilder.Build(rows, [], TwoThreads, CancellationToken.None);
        RowSimilarity[] results = new RowSimilarity[5];
        Assert.Equal(5, index.Search(rows[0], 0.95, default, results));
        Assert.Equal(results.OrderBy(hit => hit.Row), results);
    }

    [Fact]
    public void QueryOfOtherDimensions_IsRefused()
    {
        VectorIndex index = VectorIndexBuilder.Build(TestRows.Clustered(10, Metric.Cosine, 14), [], TwoThreads, CancellationToken.None);
        Assert.Throws<ArgumentException>(() => index.Search(new float[3], 0.9, default, new RowSimilarity[1]));
    }

    [Fact]
    public void CancelledToken_EndsTheBuild() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            VectorIndexBuilder.Build(TestRows.Clustered(500, Metric.Cosine, 15), [], TwoThreads, new CancellationToken(canceled: true))
        );
}

using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;
using RagCluster.Vectors.Rows;

namespace RagCluster.Vectors.Tests.Flat;

public sealed class FlatRowsTests
{
    [Theory]
    [InlineData(Metric.Cosine)]
    [InlineData(Metric.Dot)]
    [InlineData(Metric.Euclidean)]
    public void RandomRowsAndFilters_EqualSortingEverything(Metric metric)
    {
        Random random = new(17);
        for (int round = 0; round < 100; round++)
        {
            int dimensions = random.Next(1, 20);
            int count = random.Next(0, 200);

            // Coarse values make many equal similarities.
            float[] values = [.. Enumerable.Range(0, count * dimensions).Select(_ => (float)random.Next(-2, 3))];
            float[] query = [.. Enumerable.Range(0, dimensions).Select(_ => (float)random.Next(-2, 3))];
            ulong[] filter = [.. Enumerable.Range(0, (count + 63) / 64).Select(_ => (ulong)random.NextInt64())];
            int limit = random.Next(1, 30);
            FlatRows rows = new(values, dimensions, metric);
            IEnumerable<RowSimilarity> expected = Enumerable
                .Range(0, count)
                .Where(row => (filter[row >> 6] >> row & 1) != 0)
                .Select(row => new RowSimilarity(row, rows.Similarity(query, row)))
                .OrderByDescending(hit => hit.Similarity)
                .ThenBy(hit => hit.Row)
                .Take(limit);
            Assert.Equal(expected, rows.Nearest(query, limit, filter, CancellationToken.None));
        }
    }

    [Fact]
    public void Euclidean_RanksTheNearestFirst()
    {
        FlatRows rows = new([0, 0, 3, 4, 1, 0], 2, Metric.Euclidean);
        RowSimilarity[] found = rows.Nearest([0, 0], 3, [], CancellationToken.None);
        Assert.Equal([new(0, 0), new(2, -1), new(1, -25)], found);
    }

    [Fact]
    public void CancelledToken_StopsTheScan() =>
        Assert.Throws<OperationCanceledException>(() =>
            new FlatRows(new float[10], 1, Metric.Dot).Nearest([1], 1, [], new CancellationToken(canceled: true))
        );

    [Fact]
    public void BrokenRow_IsRefused() => Assert.Throws<ArgumentException>(() => new FlatRows(new float[5], 2, Metric.Dot));
}

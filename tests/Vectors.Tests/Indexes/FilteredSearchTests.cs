using System.Numerics;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;
using RagCluster.Vectors.Indexes;
using RagCluster.Vectors.Rows;

namespace RagCluster.Vectors.Tests.Indexes;

public sealed class FilteredSearchTests(FilteredSearchTests.Built built) : IClassFixture<FilteredSearchTests.Built>
{
    private const int Neighbours = 10;

    // Enough rows that a tenth of them is not simply scanned: the crossing search is what is tested.
    private const int RowCount = 20_000;

    [Theory]
    [InlineData("independent", 0.9)]
    [InlineData("independent", 0.6)]
    [InlineData("independent", 0.4)]
    [InlineData("independent", 0.1)]
    [InlineData("independent", 0.01)]
    [InlineData("independent", 0.001)]
    [InlineData("along", 0.6)]
    [InlineData("along", 0.4)]
    [InlineData("along", 0.1)]
    [InlineData("along", 0.01)]
    [InlineData("against", 0.6)]
    [InlineData("against", 0.4)]
    [InlineData("against", 0.1)]
    [InlineData("against", 0.01)]
    public void AnyFilter_ReachesTheRecall(string direction, double share)
    {
        Random random = new(31);
        RowSimilarity[] results = new RowSimilarity[Neighbours];
        double recall = 0;
        foreach (float[] query in built.Queries)
        {
            ulong[] filter = built.Filter(direction, share, query, random);
            RowSimilarity[] truth = built.Rows.Nearest(query, Neighbours, filter, CancellationToken.None);
            int found = built.Index.Search(query, 0.95, new RowFilter(filter, filter.Sum(word => BitOperations.PopCount(word))), results);
            Assert.All(results.AsSpan(0, found).ToArray(), hit => Assert.True((filter[hit.Row >> 6] >> hit.Row & 1) != 0));
            recall += TestRows.Recall(results.AsSpan(0, found), truth) / built.Queries.Length;
        }

        Assert.True(recall >= 0.95, $"Recall {recall}");
    }

    [Theory]
    [InlineData(VectorBits.Never)]
    [InlineData(VectorBits.Always)]
    public void LongRowsLeftEarly_ReachTheRecall(VectorBits bits)
    {
        const int Dimensions = 384;
        FlatRows all = TestRows.Clustered(3040, Metric.Cosine, 33, Dimensions);
        FlatRows rows = new([.. Enumerable.Range(0, 3000).SelectMany(row => all[row].ToArray())], Dimensions, Metric.Cosine);
        VectorIndexOptions options = new()
        {
            Threads = 2,
            BuildWidth = 20,
            Bits = bits,
        };
        VectorIndex index = VectorIndex.Open(VectorIndexBuilder.Build(rows, [], options, CancellationToken.None).Section, rows);
        ulong[] filter = [.. Enumerable.Repeat(0xF0F0_FFFF_0F0F_FFFFUL, 47)];
        int passing = filter.Sum(word => BitOperations.PopCount(word));
        RowSimilarity[] results = new RowSimilarity[Neighbours];
        double recall = 0;
        for (int i = 0; i < 40; i++)
        {
            int found = index.Search(all[3000 + i], 0.95, new RowFilter(filter, passing), results);
            recall +=
                TestRows.Recall(results.AsSpan(0, found), rows.Nearest(all[3000 + i], Neighbours, filter, CancellationToken.None)) / 40;
        }

        Assert.True(recall >= 0.98, $"Recall {recall}");
    }

    [Fact]
    public void NoPassingRow_GivesNone() =>
        Assert.Equal(
            0,
            built.Index.Search(built.Queries[0], 0.95, new RowFilter(new ulong[(RowCount + 63) / 64], 0), new RowSimilarity[3])
        );

    [Fact]
    public void ShortBitmap_PassesNothingBeyond()
    {
        RowSimilarity[] results = new RowSimilarity[100];
        int found = built.Index.Search(built.Queries[0], 0.95, new RowFilter([ulong.MaxValue], 64), results);
        Assert.Equal(64, found);
        Assert.All(results.AsSpan(0, found).ToArray(), hit => Assert.InRange(hit.Row, 0, 63));
    }

    [Fact]
    public void WrongCardinality_StillReturnsOnlyPassingRows()
    {
        ulong[] filter = new ulong[(RowCount + 63) / 64];
        filter[3] = 0b1011;
        RowSimilarity[] results = new RowSimilarity[Neighbours];
        int found = built.Index.Search(built.Queries[0], 0.95, new RowFilter(filter, RowCount / 2), results);
        Assert.All(results.AsSpan(0, found).ToArray(), hit => Assert.Contains(hit.Row, new[] { 192, 193, 195 }));
    }

    public sealed class Built
    {
        public Built()
        {
            (Rows, Queries) = TestRows.WithQueries(RowCount, 30, Metric.Cosine, 30);
            Index = VectorIndexBuilder.Build(Rows, [], new VectorIndexOptions { Threads = 2 }, CancellationToken.None);
        }

        internal FlatRows Rows { get; }

        internal float[][] Queries { get; }

        internal VectorIndex Index { get; }

        internal ulong[] Filter(string direction, double share, float[] query, Random random)
        {
            int[] order = [.. Enumerable.Range(0, Rows.Count)];
            if (direction == "independent")
                random.Shuffle(order);
            else
                Array.Sort([.. order.Select(row => (direction == "along" ? -1 : 1) * Rows.Similarity(query, row))], order);
            ulong[] words = new ulong[(Rows.Count + 63) / 64];
            foreach (int row in order.AsSpan(0, (int)(share * Rows.Count)))
                words[row >> 6] |= 1UL << row;
            return words;
        }
    }
}

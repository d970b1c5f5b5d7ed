using System.Numerics;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;
using RagCluster.Vectors.Indexes;
using RagCluster.Vectors.Rows;

namespace RagCluster.Vectors.Tests.Bits;

/// <summary>Indexes whose nodes have bits.</summary>
public sealed class BitSearchTests(BitSearchTests.Built built) : IClassFixture<BitSearchTests.Built>
{
    private const int Dimensions = 200;
    private const int RowCount = 4000;
    private const int QueryCount = 60;
    private const int Neighbours = 10;

    [Theory]
    [InlineData(VectorBits.WherePaying, true)]
    [InlineData(VectorBits.Always, true)]
    [InlineData(VectorBits.Never, false)]
    public void IndexWithoutSketches_HasBitsWhereTheyPay(VectorBits bits, bool hasBits)
    {
        IndexShape shape = ShapeOf(bits, 1000, 320);
        Assert.Equal((hasBits, false), (shape.HasBits, shape.HasSketches));
        Assert.Equal(bits == VectorBits.Always, ShapeOf(bits, 999, 320).HasBits);
        Assert.Equal(bits == VectorBits.Always, ShapeOf(bits, 1000, 192).HasBits);
    }

    [Theory]
    [InlineData(Metric.Cosine, 0.9)]
    [InlineData(Metric.Cosine, 0.95)]
    [InlineData(Metric.Cosine, 0.99)]
    [InlineData(Metric.Cosine, 0.999)]
    [InlineData(Metric.Dot, 0.95)]
    [InlineData(Metric.Dot, 0.99)]
    [InlineData(Metric.Euclidean, 0.95)]
    [InlineData(Metric.Euclidean, 0.99)]
    public void Target_IsReached(Metric metric, double target)
    {
        double recall = built.Queries(metric).Average(query => built.Recall(metric, query, target, null, 1));
        Assert.True(recall >= target - 0.02, $"Recall {recall}");
    }

    // By so much effort all rows are compared: what bits promise to lose is all that is lost.
    [Theory]
    [InlineData(Metric.Cosine)]
    [InlineData(Metric.Dot)]
    [InlineData(Metric.Euclidean)]
    public void ComparingAll_LosesNoMoreThanTheBitsPromise(Metric metric)
    {
        double recall = built.Queries(metric).Average(query => built.Recall(metric, query, 0.95, null, 1e6));
        Assert.InRange(recall, 0.98, 1);
        recall = built.Queries(metric).Average(query => built.Recall(metric, query, 0.999, null, 1e6));
        Assert.InRange(recall, 0.999, 1);
    }

    [Theory]
    [InlineData(Metric.Cosine)]
    [InlineData(Metric.Dot)]
    [InlineData(Metric.Euclidean)]
    public void FilterThatLetsManyPass_ReachesTheTarget(Metric metric)
    {
        ulong[] filter = [.. Enumerable.Repeat(0x0F0F_3C3C_5555_AAAAUL, (RowCount + 63) / 64)];
        double recall = built.Queries(metric).Average(query => built.Recall(metric, query, 0.95, filter, 1e6));
        Assert.True(recall >= 0.95, $"Recall {recall}");
    }

    [Fact]
    public void QueryThatIsNoNumber_GivesRowsThatExist()
    {
        float[] query = [.. Enumerable.Repeat(float.NaN, Dimensions)];
        RowSimilarity[] results = new RowSimilarity[Neighbours];
        int found = built.Index(Metric.Cosine).Search(query, 0.95, default, results, 1e6);
        Assert.All(results.AsSpan(0, found).ToArray(), hit => Assert.InRange(hit.Row, 0, RowCount - 1));
    }

    [Fact]
    public void NumberOfThreads_ChangesNoByte() =>
        Assert.True(built.Index(Metric.Cosine).Section.Span.SequenceEqual(built.Build(Metric.Cosine, 1).Section.Span));

    private static IndexShape ShapeOf(VectorBits bits, int count, int dimensions)
    {
        FlatRows rows = Gaussians(count, dimensions, Metric.Cosine, 61);
        VectorIndexOptions options = new()
        {
            Bits = bits,
            Threads = 2,
            BuildWidth = 4,
            CalibrationRows = 0,
        };
        return IndexHeader.Read(VectorIndexBuilder.Build(rows, [], options, CancellationToken.None).Section.Span).Shape;
    }

    private static FlatRows Gaussians(int count, int dimensions, Metric metric, int seed)
    {
        Random random = new(seed);
        float[] values = [.. Enumerable.Range(0, count * dimensions).Select(_ => TestRows.Gaussian(random))];
        for (int row = 0; metric == Metric.Cosine && row < count; row++)
            VectorMath.Normalize(values.AsSpan(row * dimensions, dimensions));
        return new FlatRows(values, dimensions, metric);
    }

    /// <summary>An index for each metric.</summary>
    public sealed class Built
    {
        private readonly Dictionary<Metric, (FlatRows Rows, FlatRows Queries, VectorIndex Index)> _built = [];

        public Built()
        {
            foreach (Metric metric in Enum.GetValues<Metric>())
            {
                FlatRows all = TestRows.Clustered(RowCount + QueryCount, metric, 62, Dimensions);
                FlatRows rows = new([.. Enumerable.Range(0, RowCount).SelectMany(row => all[row].ToArray())], Dimensions, metric);
                FlatRows queries = new(
                    [.. Enumerable.Range(RowCount, QueryCount).SelectMany(row => all[row].ToArray())],
                    Dimensions,
                    metric
                );
                _built[metric] = (rows, queries, Build(rows, 2));
            }
        }

        internal VectorIndex Index(Metric metric) => _built[metric].Index;

        internal float[][] Queries(Metric metric) =>
            [.. Enumerable.Range(0, QueryCount).Select(query => _built[metric].Queries[query].ToArray())];

        internal VectorIndex Build(Metric metric, int threads) => Build(_built[metric].Rows, threads);

        internal double Recall(Metric metric, float[] query, double target, ulong[]? filter, double effort)
        {
            (FlatRows rows, _, VectorIndex index) = _built[metric];
            RowSimilarity[] results = new RowSimilarity[Neighbours];
            RowFilter passing = filter is null ? default : new RowFilter(filter, filter.Sum(word => BitOperations.PopCount(word)));
            int found = index.Search(query, target, passing, results, effort);
            return TestRows.Recall(results.AsSpan(0, found), rows.Nearest(query, Neighbours, filter ?? [], CancellationToken.None));
        }

        private static VectorIndex Build(FlatRows rows, int threads)
        {
            VectorIndexOptions options = new()
            {
                Metric = rows.Metric,
                Threads = threads,
                BuildWidth = 40,
                Bits = VectorBits.Always,
            };
            return VectorIndexBuilder.Build(rows, [], options, CancellationToken.None);
        }
    }
}

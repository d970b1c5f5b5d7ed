using System.Numerics;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;
using RagCluster.Vectors.Indexes;
using RagCluster.Vectors.Rows;
using RagCluster.Vectors.Sections;

namespace RagCluster.Vectors.Tests.Sketches;

/// <summary>Indexes whose nodes have sketches: rows of many dimensions that vary in few.</summary>
public sealed class SketchSearchTests(SketchSearchTests.Built built) : IClassFixture<SketchSearchTests.Built>
{
    private const int Dimensions = 320;
    private const int RowCount = 6000;
    private const int QueryCount = 80;
    private const int Neighbours = 10;

    [Fact]
    public void RowsThatVaryInFewDirections_GetSketches()
    {
        Assert.True(IndexHeader.Read(built.Index.Section.Span).Shape.HasSketches);
        Assert.False(IndexHeader.Read(built.Index.Section.Span).Shape.HasBits);
    }

    [Fact]
    public void RowsThatVaryInAllDirections_GetNone()
    {
        Random random = new(3);
        FlatRows rows = new([.. Enumerable.Range(0, 1200 * Dimensions).Select(_ => TestRows.Gaussian(random))], Dimensions, Metric.Dot);
        VectorIndex index = VectorIndexBuilder.Build(
            rows,
            [],
            new VectorIndexOptions
            {
                Metric = Metric.Dot,
                Threads = 2,
                BuildWidth = 20,
            },
            CancellationToken.None
        );
        Assert.False(IndexHeader.Read(index.Section.Span).Shape.HasSketches);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    public void Target_IsReached(double target)
    {
        double recall = built.Queries.Average(query => built.Recall(query, target, null));
        Assert.True(recall >= target - 0.01, $"Recall {recall}");
    }

    [Theory]
    [InlineData("independent")]
    [InlineData("along")]
    [InlineData("against")]
    public void FilteredTarget_IsReached(string direction)
    {
        double recall = built.Queries.Average(query => built.Recall(query, 0.95, built.Filter(direction, query)));
        Assert.True(recall >= 0.95, $"Recall {recall}");
    }

    [Fact]
    public void NumberOfThreads_ChangesNoByte() => Assert.True(built.Index.Section.Span.SequenceEqual(built.Build(1).Section.Span));

    [Fact]
    public void DamagedScale_IsRefused()
    {
        byte[] section = built.Index.Section.ToArray();
        IndexLayout layout = new(IndexHeader.Read(section).Shape);
        section.AsSpan((int)layout.SketchScale, sizeof(float)).Fill(0xFF);
        Assert.Throws<InvalidVectorSectionException>(() => VectorIndex.Open(section, built.Rows));
    }

    /// <summary>Rows in clusters of a space of 32 dimensions, turned into 320, with noise.</summary>
    public sealed class Built
    {
        public Built()
        {
            FlatRows latent = TestRows.Clustered(RowCount + QueryCount, Metric.Dot, 51, 32);
            Random random = new(52);
            float[] turn = [.. Enumerable.Range(0, 32 * Dimensions).Select(_ => TestRows.Gaussian(random))];
            float[][] all = [.. Enumerable.Range(0, RowCount + QueryCount).Select(row => Turn(latent[row], turn, random))];
            Rows = new FlatRows([.. all.Take(RowCount).SelectMany(row => row)], Dimensions, Metric.Cosine);
            Queries = all[RowCount..];
            Index = Build(2);
        }

        internal FlatRows Rows { get; }

        internal float[][] Queries { get; }

        internal VectorIndex Index { get; }

        internal VectorIndex Build(int threads) =>
            VectorIndexBuilder.Build(Rows, [], new VectorIndexOptions { Threads = threads, BuildWidth = 40 }, CancellationToken.None);

        internal double Recall(float[] query, double target, ulong[]? filter)
        {
            RowSimilarity[] results = new RowSimilarity[Neighbours];
            RowFilter passing = filter is null ? default : new RowFilter(filter, filter.Sum(word => BitOperations.PopCount(word)));
            int found = Index.Search(query, target, passing, results);
            return TestRows.Recall(results.AsSpan(0, found), Rows.Nearest(query, Neighbours, filter ?? [], CancellationToken.None));
        }

        // Two thousand rows: enough that comparing them is worth sketches.
        internal ulong[] Filter(string direction, float[] query)
        {
            int[] order = [.. Enumerable.Range(0, RowCount)];
            if (direction == "independent")
                new Random(53).Shuffle(order);
            else
                Array.Sort([.. order.Select(row => VectorMath.Dot(query, Rows[row]) * (direction == "along" ? -1 : 1))], order);
            ulong[] words = new ulong[(RowCount + 63) / 64];
            foreach (int row in order.AsSpan(0, 2000))
                words[row >> 6] |= 1UL << row;
            return words;
        }

        private static float[] Turn(ReadOnlySpan<float> latent, float[] turn, Random random)
        {
            float[] row = new float[Dimensions];
            for (int i = 0; i < latent.Length; i++)
                VectorMath.AddScaled(row, turn.AsSpan(i * Dimensions, Dimensions), latent[i]);
            for (int i = 0; i < row.Length; i++)
                row[i] += TestRows.Gaussian(random);
            VectorMath.Normalize(row);
            return row;
        }
    }
}

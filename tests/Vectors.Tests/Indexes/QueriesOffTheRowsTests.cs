using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;
using RagCluster.Vectors.Indexes;
using RagCluster.Vectors.Rows;

namespace RagCluster.Vectors.Tests.Indexes;

/// <summary>Queries that are not drawn as the rows are: farther from all of them, between them, without their common direction.</summary>
public sealed class QueriesOffTheRowsTests(QueriesOffTheRowsTests.Built built) : IClassFixture<QueriesOffTheRowsTests.Built>
{
    private const int Neighbours = 10;
    private const int RowCount = 12_000;
    private const int QueryCount = 200;

    [Theory]
    [InlineData("rows", 0.9)]
    [InlineData("rows", 0.95)]
    [InlineData("noisy", 0.9)]
    [InlineData("noisy", 0.95)]
    [InlineData("shortened", 0.9)]
    [InlineData("shortened", 0.95)]
    [InlineData("between", 0.9)]
    [InlineData("between", 0.95)]
    public void RecallTarget_IsReached(string kind, double target)
    {
        double recall = built.Queries(kind).Average(query => built.Recall(query, target));

        // Two hundred queries of ten neighbours: a hundredth is what chance makes of 0.95.
        Assert.True(recall >= target - 0.01, $"Recall {recall}");
    }

    [Fact]
    public void MoreEffort_FindsMore_AndAnExactSearchDoesNotKnowIt()
    {
        float[][] queries = [.. built.Queries("noisy")];
        double[] recalls = [.. new[] { 0.5, 1, 2 }.Select(effort => queries.Average(query => built.Recall(query, 0.8, effort)))];
        Assert.True(recalls[0] < recalls[1] && recalls[1] < recalls[2], string.Join(' ', recalls));
        Assert.Equal(recalls[1], queries.Average(query => built.Recall(query, 0.8)));
        Assert.All(queries, query => Assert.Equal(1, built.Recall(query, 1, 0.5)));
    }

    [Fact]
    public void DistancesAtWhichTheGraphDoesNotLeadToTheRecall_AreScanned()
    {
        byte[] section = built.Index.Section.ToArray();
        SlackPoint[] hopeless = [new SlackPoint(0, [.. SlackTable.Recalls.Select(_ => float.PositiveInfinity)])];
        new SlackTable(built.Slacks.Reach, [hopeless, hopeless]).Write(
            section.AsSpan((int)new IndexLayout(IndexHeader.Read(section).Shape).Slacks)
        );
        VectorIndex index = VectorIndex.Open(section, built.Rows);
        RowSimilarity[] results = new RowSimilarity[Neighbours];
        foreach (float[] query in built.Queries("rows").Take(20))
        {
            Assert.Equal(Neighbours, index.Search(query, 0.9, default, results));
            Assert.Equal(built.Rows.Nearest(query, Neighbours, [], CancellationToken.None), results);
        }
    }

    [Fact]
    public void QueriesFarFromTheRows_AreGivenMoreSlackThanRows()
    {
        SlackTable table = built.Slacks;
        float[] distances = new float[SlackTable.DistancesMax];
        float[] slacks = new float[SlackTable.DistancesMax];
        int count = table.Fill(Neighbours, 0.95, distances, slacks);
        Assert.Equal(SlackTable.DistancesMax, count);
        Assert.Equal(distances.Order(), distances);
        Assert.True(slacks[^1] > slacks[0], string.Join(' ', slacks));
    }

    public sealed class Built
    {
        private readonly FlatRows _all;

        public Built()
        {
            _all = TestRows.Clustered(RowCount + QueryCount, Metric.Cosine, 61);
            Rows = new FlatRows(
                [.. Enumerable.Range(0, RowCount).SelectMany(row => _all[row].ToArray())],
                TestRows.Dimensions,
                Metric.Cosine
            );
            Index = VectorIndexBuilder.Build(Rows, [], new VectorIndexOptions { Threads = 2 }, CancellationToken.None);
        }

        internal FlatRows Rows { get; }

        internal VectorIndex Index { get; }

        internal SlackTable Slacks =>
            SlackTable.Read(Index.Section.Span[(int)new IndexLayout(IndexHeader.Read(Index.Section.Span).Shape).Slacks..]);

        internal IEnumerable<float[]> Queries(string kind)
        {
            Random random = new(62);
            for (int i = 0; i < QueryCount; i++)
            {
                float[] query = _all[RowCount + i].ToArray();
                ReadOnlySpan<float> other = _all[RowCount + random.Next(QueryCount)];
                for (int d = 0; d < query.Length; d++)
                {
                    query[d] = kind switch
                    {
                        "between" => query[d] + (0.8f * other[d]),
                        "noisy" => query[d] + (TestRows.Gaussian(random) / MathF.Sqrt(query.Length)),
                        "shortened" => random.Next(2) * query[d],
                        _ => query[d],
                    };
                }

                VectorMath.Normalize(query);
                yield return query;
            }
        }

        internal double Recall(float[] query, double target, double effort = 1)
        {
            RowSimilarity[] results = new RowSimilarity[Neighbours];
            int found = Index.Search(query, target, default, results, effort);
            return TestRows.Recall(results.AsSpan(0, found), Rows.Nearest(query, Neighbours, [], CancellationToken.None));
        }
    }
}

using RagCluster.Lexical.Bm25;
using RagCluster.Lexical.Postings;

namespace RagCluster.Lexical.Tests.Bm25;

public sealed class Bm25SearchTests
{
    [Theory]
    [InlineData(1, 40, 30, 12)]
    [InlineData(2, 900, 60, 30)]
    [InlineData(3, 9000, 400, 40)]
    [InlineData(4, 40_000, 3000, 8)]
    public void RandomQueries_EqualScoringEveryRow(int seed, int rowCount, int vocabulary, int lengthMax)
    {
        Random random = new(seed);
        LexicalSegment segment = RandomCorpus.Build(RandomCorpus.Rows(random, rowCount, vocabulary, lengthMax));
        for (int round = 0; round < 50; round++)
        {
            QueryTerm[] terms = QueryTerms.Read(
                string.Join(' ', Enumerable.Range(0, random.Next(1, 7)).Select(_ => RandomCorpus.Word(random, vocabulary)))
            );
            TermStatistics statistics = Perturb(random, RandomCorpus.Statistics(segment, terms));
            Bm25Options options = new(
                random.Next(8) == 0 ? 0 : random.NextDouble() * 3,
                random.Next(4) == 0 ? random.Next(2) : random.NextDouble()
            );
            int[] minima = [1, 1, terms.Length, random.Next(1, terms.Length + 1)];
            Bm25Query query = new(terms, statistics, options) { MinimumMatch = minima[random.Next(minima.Length)] };
            ulong[] rows = random.Next(3) switch
            {
                0 => [],
                1 => RandomCorpus.Bitmap(random, rowCount, 0.5),
                _ => RandomCorpus.Bitmap(random, rowCount, 0.01),
            };
            RequireSame(query, segment, rows, random.Next(1, 40));
        }
    }

    [Theory]
    [InlineData(11, 3, 1, 1)]
    [InlineData(12, 100, 7, 1)]
    [InlineData(13, 2, 1, 5)]
    public void BoostedFields_EqualScoringEveryRow(int seed, int title, int heading, int body)
    {
        Random random = new(seed);
        string[][] fields =
        [
            RandomCorpus.Rows(random, 12_000, 300, 4),
            RandomCorpus.Rows(random, 12_000, 300, 3),
            RandomCorpus.Rows(random, 12_000, 300, 30),
        ];
        LexicalSegment segment = RandomCorpus.Build(fields[0].Zip(fields[1], fields[2]), new FieldBoosts(title, heading, body));
        for (int round = 0; round < 100; round++)
        {
            QueryTerm[] terms = QueryTerms.Read(
                string.Join(' ', Enumerable.Range(0, random.Next(1, 6)).Select(_ => RandomCorpus.Word(random, 300)))
            );
            Bm25Query query = new(terms, Perturb(random, RandomCorpus.Statistics(segment, terms)), new Bm25Options());
            RequireSame(query, segment, random.Next(2) == 0 ? [] : RandomCorpus.Bitmap(random, 12_000, 0.1), random.Next(1, 40));
        }
    }

    [Fact]
    public void EqualRows_AreCutByRow()
    {
        LexicalSegment segment = RandomCorpus.Build(Enumerable.Range(0, 20_000).Select(i => i % 3 == 0 ? "cat dog" : "dog cat"));
        QueryTerm[] terms = QueryTerms.Read("dog cat");
        Bm25Query query = new(terms, RandomCorpus.Statistics(segment, terms), new Bm25Options());
        RowScore[] best = new RowScore[5];
        Assert.Equal(5, Bm25Search.Find(query, segment, [], best, CancellationToken.None));
        Assert.Equal([0, 1, 2, 3, 4], best.Select(hit => hit.Row));
    }

    [Fact]
    public void WarmSearch_AllocatesNothing()
    {
        Random random = new(9);
        LexicalSegment segment = RandomCorpus.Build(RandomCorpus.Rows(random, 5000, 300, 30));
        QueryTerm[] terms = QueryTerms.Read("w3 w20 w150");
        Bm25Query query = new(terms, RandomCorpus.Statistics(segment, terms), new Bm25Options());
        RowScore[] best = new RowScore[10];
        // The best of some rounds: a collection of garbage, which other tests bring about, empties the pool that the buffers come from.
        Assert.Equal(0, Enumerable.Range(0, 10).Min(_ => Allocated()));

        long Allocated()
        {
            Bm25Search.Find(query, segment, [], best, CancellationToken.None);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++)
                Bm25Search.Find(query, segment, [], best, CancellationToken.None);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void CancelledToken_StopsTheSearch()
    {
        LexicalSegment segment = RandomCorpus.Build(["cat"]);
        Bm25Query query = new([new QueryTerm("cat", 1)], new TermStatistics { RowCount = 1, TotalLength = 1 }, new Bm25Options());
        Assert.Throws<OperationCanceledException>(() =>
            Bm25Search.Find(query, segment, [], new RowScore[1], new CancellationToken(canceled: true))
        );
    }

    [Fact]
    public void NothingHeld_FindsNothing()
    {
        LexicalSegment segment = RandomCorpus.Build(["cat", ""]);
        QueryTerm[] terms = QueryTerms.Read("dog");
        Bm25Query query = new(terms, RandomCorpus.Statistics(segment, terms), new Bm25Options());
        Assert.Equal(0, Bm25Search.Find(query, segment, [], new RowScore[3], CancellationToken.None));
        Assert.Equal(0, Bm25Search.Find(query, RandomCorpus.Build([]), [], new RowScore[3], CancellationToken.None));
    }

    private static void RequireSame(Bm25Query query, LexicalSegment segment, ulong[] rows, int limit)
    {
        RowScore[] expected;
        using (SegmentScores scores = SegmentScores.Compute(query, segment, CancellationToken.None))
            expected = scores.Best(limit, rows);

        RowScore[] best = new RowScore[limit];
        int count = Bm25Search.Find(query, segment, rows, best, CancellationToken.None);
        Assert.Equal(expected, best[..count]);
        Assert.All(expected, hit => Assert.Equal(hit.Score, Bm25Search.Score(query, segment, hit.Row)));
    }

    // Statistics come from all shards: a segment's bounds must hold under any.
    private static TermStatistics Perturb(Random random, TermStatistics own) =>
        random.Next(2) == 0
            ? own
            : own with
            {
                RowCount = own.RowCount * random.Next(1, 9),
                TotalLength = own.TotalLength * random.Next(1, 20),
                DocumentFrequencies = own.DocumentFrequencies.ToDictionary(pair => pair.Key, pair => pair.Value * random.Next(1, 9)),
            };
}

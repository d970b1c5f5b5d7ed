using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Bm25;
using RagCluster.Lexical.Postings;

namespace RagCluster.Lexical.Tests.Bm25;

public sealed class SegmentScoresTests
{
    [Fact]
    public void TwoTerms_ScoreByTheFormula()
    {
        // N = 3, average length 3. "cat" stands in 2 rows, "dog" in 1.
        string[] rows = ["cat cat dog", "cat bird", "bird bird bird bird"];
        using SegmentScores scores = Score(rows, "cat dog", out _);
        double cat = Math.Log(1 + 1.5 / 2.5);
        double dog = Math.Log(1 + 2.5 / 1.5);
        double first = cat * 2.2 * 2 / (2 + 1.2 * (0.25 + 0.75 * 3 / 3)) + dog * 2.2 * 1 / (1 + 1.2 * (0.25 + 0.75 * 3 / 3));
        double second = cat * 2.2 * 1 / (1 + 1.2 * (0.25 + 0.75 * 2 / 3));
        Assert.Equal(first, scores[0], 1e-12);
        Assert.Equal(second, scores[1], 1e-12);
        Assert.Equal(0, scores[2]);
        Assert.Equal([0, 1], scores.Best(10, []).Select(hit => hit.Row));
    }

    [Fact]
    public void NoScore_ExceedsTheBound()
    {
        string[] rows = [string.Join(' ', Enumerable.Repeat("cat", 500)), "dog", "dog cat"];
        using SegmentScores scores = Score(rows, "cat dog", out Bm25Query query);
        Assert.All(scores.Best(3, []), hit => Assert.InRange(hit.Score, 0, query.ScoreMax));
    }

    [Fact]
    public void EqualScores_StandByRowAlsoAtTheCut()
    {
        using SegmentScores scores = Score(["cat", "cat", "cat", "cat dog"], "cat", out _);
        Assert.Equal([0, 1], scores.Best(2, []).Select(hit => hit.Row));
        Assert.Equal([1, 2], scores.Best(2, [0b1110]).Select(hit => hit.Row));
    }

    [Fact]
    public void CancelledToken_StopsScoring()
    {
        LexicalSegment segment = Build(["cat"]);
        Bm25Query query = new([new QueryTerm("cat", 1)], new TermStatistics { RowCount = 1, TotalLength = 1 }, new Bm25Options());
        Assert.Throws<OperationCanceledException>(() => SegmentScores.Compute(query, segment, new CancellationToken(canceled: true)));
    }

    private static SegmentScores Score(string[] rows, string text, out Bm25Query query)
    {
        LexicalSegment segment = Build(rows);
        QueryTerm[] terms = QueryTerms.Read(text);
        TermStatistics statistics = new()
        {
            RowCount = rows.Length,
            TotalLength = segment.RowLengths.ToArray().Sum(),
            DocumentFrequencies = terms.ToDictionary(
                term => term.Term,
                term => segment.Terms.Find(term.Term) is { } ordinal ? segment.CountIn(ordinal, []) : 0L
            ),
        };
        query = new Bm25Query(terms, statistics, new Bm25Options());
        return SegmentScores.Compute(query, segment, CancellationToken.None);
    }

    private static LexicalSegment Build(IEnumerable<string> rows)
    {
        LexicalSegmentBuilder builder = new(TextAnalyzer.Default);
        foreach (string row in rows)
        {
            builder.BeginRow();
            builder.AddField(row, 1);
        }

        return builder.Build();
    }
}

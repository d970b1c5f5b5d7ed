using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Bm25;
using RagCluster.Lexical.Postings;

namespace RagCluster.Lexical.Tests.Bm25;

public sealed class PrefixSearchTests
{
    [Theory]
    [InlineData("gen*", new[] { 0, 1, 2 })]
    [InlineData("Géno*", new[] { 1 })]
    [InlineData("studies*", new[] { 3 })]
    [InlineData("gen* cat", new[] { 0, 1, 2, 4 })]
    [InlineData("g*", new int[0])]
    [InlineData("zebra*", new int[0])]
    public void Beginning_FindsEveryTermThatHasIt(string query, int[] rows)
    {
        LexicalSegment segment = RandomCorpus.Build(["gene", "genome", "genetics gene", "study", "cat"]);
        Assert.Equal(rows, Find(segment, query).Select(hit => hit.Row).Order());
    }

    [Fact]
    public void Beginning_ScoresLikeOneTerm()
    {
        LexicalSegment prefixed = RandomCorpus.Build(["gena genb genc", "gena", "other", "genb other"]);
        LexicalSegment single = RandomCorpus.Build(["gena gena gena", "gena", "other", "gena other"]);
        Assert.Equal(Find(single, "gena"), Find(prefixed, "gen*"));
    }

    [Fact]
    public void LongLists_EqualScoringEveryRow()
    {
        Random random = new(31);
        LexicalSegment segment = RandomCorpus.Build(RandomCorpus.Rows(random, 6000, 500, 20));
        foreach (string text in (string[])["w1*", "w2* w3", "w44* w1* w5"])
        {
            Bm25Query query = Ask(segment, text);
            using SegmentScores scores = SegmentScores.Compute(query, segment, CancellationToken.None);
            RowScore[] best = new RowScore[10];
            Assert.Equal(scores.Best(10, []), best[..Bm25Search.Find(query, segment, [], best, CancellationToken.None)]);
            Assert.Equal(best[0].Score, Bm25Search.Score(query, segment, best[0].Row));
        }
    }

    [Fact]
    public void RowsOfABeginning_AreCountedOnce()
    {
        LexicalSegment segment = RandomCorpus.Build(["gena genb", "gena", "other"]);
        Assert.Equal(2, segment.CountIn("gen*", []));
        Assert.Equal(1, segment.CountIn("gen*", [0b110]));
        Assert.Equal(0, segment.CountIn("none*", []));
        Assert.Equal(1, segment.CountIn("other", []));
    }

    private static RowScore[] Find(LexicalSegment segment, string text)
    {
        RowScore[] best = new RowScore[segment.RowCount];
        return best[..Bm25Search.Find(Ask(segment, text), segment, [], best, CancellationToken.None)];
    }

    private static Bm25Query Ask(LexicalSegment segment, string text)
    {
        ParsedQuery parsed = ParsedQuery.Read(text, TextAnalyzer.Default);
        return new Bm25Query(parsed.Terms, RandomCorpus.Statistics(segment, parsed.Terms), new Bm25Options());
    }
}

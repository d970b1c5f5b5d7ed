using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Bm25;
using RagCluster.Lexical.Postings;

namespace RagCluster.Lexical.Tests.Bm25;

public sealed class PhraseSearchTests
{
    [Theory]
    [InlineData("\"red fox\"", new[] { 0, 3 })]
    [InlineData("\"fox red\"", new[] { 1 })]
    [InlineData("\"red fox jumps\"", new[] { 0 })]
    [InlineData("\"red fox\" jumps", new[] { 0, 3 })]
    [InlineData("\"red\"", new[] { 0, 1, 2, 3 })]
    [InlineData("\"red bird\"", new int[0])]
    [InlineData("\"state of the art\"", new[] { 4 })]
    [InlineData("\"grain storage\"", new[] { 5 })]
    [InlineData("\"本語版\"", new[] { 6 })]
    [InlineData("\"fox lazy", new[] { 0, 1, 2, 3, 7 })]
    public void QuotedWords_StandTogether(string query, int[] rows)
    {
        LexicalSegment segment = RandomCorpus.Build([
            "the red fox jumps",
            "a fox, red and fast",
            "red old fox",
            "Red foxes and red fox",
            "the state of modern art is state of the art",
            "call AddGrainStorage first",
            "日本語版",
            "lazy",
        ]);
        Assert.Equal(rows, Rows(segment, query).Order());
    }

    [Fact]
    public void Fields_AreNoPhraseTogether()
    {
        LexicalSegmentBuilder builder = new(TextAnalyzer.Default);
        builder.BeginRow();
        builder.AddField("the quick", TextField.Body);
        builder.AddField("brown fox", TextField.Title);
        LexicalSegment segment = builder.Build();
        Assert.Empty(Rows(segment, "\"quick brown\""));
        Assert.Equal([0], Rows(segment, "\"brown fox\""));
    }

    [Fact]
    public void RandomPhrases_EqualComparingWordsAlsoAfterAMerge()
    {
        Random random = new(8);
        string[] texts = RandomCorpus.Rows(random, 1500, 12, 14);
        LexicalSegment segment = RandomCorpus.Build(texts);
        int[] shuffled = [.. Enumerable.Range(0, texts.Length)];
        random.Shuffle(shuffled);
        LexicalSegment merged = LexicalSegmentMerger.Merge([new MergeSource(segment, shuffled)], texts.Length);
        for (int round = 0; round < 40; round++)
        {
            string phrase = string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomCorpus.Word(random, 12)));
            int[] expected =
            [
                .. Enumerable.Range(0, texts.Length).Where(row => $" {texts[row]} ".Contains($" {phrase} ", StringComparison.Ordinal)),
            ];
            Assert.Equal(expected, Rows(segment, $"\"{phrase}\"").Order());
            Assert.Equal(expected.Select(row => shuffled[row]).Order(), Rows(merged, $"\"{phrase}\"").Order());
        }
    }

    [Fact]
    public void BestPhraseRows_EqualScoringEveryRow()
    {
        Random random = new(18);
        string[] texts = RandomCorpus.Rows(random, 9000, 30, 20);
        LexicalSegment segment = RandomCorpus.Build(texts);
        for (int round = 0; round < 40; round++)
        {
            string phrase = $"{RandomCorpus.Word(random, 30)} {RandomCorpus.Word(random, 30)}";
            Bm25Query query = Ask(segment, $"\"{phrase}\" {RandomCorpus.Word(random, 30)}");
            using SegmentScores scores = SegmentScores.Compute(query, segment, CancellationToken.None);
            RowScore[] expected =
            [
                .. scores
                    .Best(texts.Length, [])
                    .Where(hit => $" {texts[hit.Row]} ".Contains($" {phrase} ", StringComparison.Ordinal))
                    .Take(10),
            ];
            RowScore[] best = new RowScore[10];
            Assert.Equal(expected, best[..Bm25Search.Find(query, segment, [], best, CancellationToken.None)]);
        }
    }

    private static int[] Rows(LexicalSegment segment, string text)
    {
        RowScore[] best = new RowScore[segment.RowCount];
        int count = Bm25Search.Find(Ask(segment, text), segment, [], best, CancellationToken.None);
        return [.. best[..count].Select(hit => hit.Row)];
    }

    private static Bm25Query Ask(LexicalSegment segment, string text)
    {
        ParsedQuery parsed = ParsedQuery.Read(text, TextAnalyzer.Default);
        return new Bm25Query(parsed.Terms, RandomCorpus.Statistics(segment, parsed.Terms), new Bm25Options()) { Phrases = parsed.Phrases };
    }
}

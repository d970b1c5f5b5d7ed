using RagCluster.Text.Tokenizing;

namespace RagCluster.Inference.Tests.Tokenizing;

public sealed class ApproximateTokenCounterTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData(" \t\n", 0)]
    [InlineData("the cat sat", 3)]
    [InlineData("the cat, sat.", 5)]
    [InlineData("internationalization", 3)]
    [InlineData("12345", 2)]
    [InlineData("a1b2", 4)]
    [InlineData("中文字", 3)]
    [InlineData("e\u0301te\u0301", 1)]
    public void Text_CountsWordsPunctuationAndIdeographs(string text, int expected) =>
        Assert.Equal(expected, ApproximateTokenCounter.Instance.Count(text));

    [Fact]
    public void HalfASurrogatePair_IsSkipped() => Assert.Equal(1, ApproximateTokenCounter.Instance.Count("\ud800x"));

    [Fact]
    public void EnglishText_IsWithinAFifthOfTheRealCount()
    {
        string? vocabulary = SharedFiles.Find("models/tokenizer-bert-uncased/vocab.txt");
        string? corpus = SharedFiles.Find("data/scifact/corpus.jsonl");
        string text = corpus is null
            ? "The cat sat on the mat. Cats sat on mats in the house."
            : string.Join('\n', File.ReadLines(corpus).Take(200));
        BertTextTokenizer exact = BertTextTokenizer.Create(vocabulary ?? SampleModels.Vocabulary, lowercase: true);
        // The small vocabulary spells most words letter by letter: only the order of magnitude can agree.
        double tolerance = vocabulary is null || corpus is null ? 0.75 : 0.2;
        double ratio = ApproximateTokenCounter.Instance.Count(text) / (double)exact.Count(text);
        Assert.InRange(ratio, 1 - tolerance, 1 + tolerance);
    }
}

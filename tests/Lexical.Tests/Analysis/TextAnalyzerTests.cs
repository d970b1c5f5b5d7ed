using RagCluster.Lexical.Analysis;

namespace RagCluster.Lexical.Tests.Analysis;

public sealed class TextAnalyzerTests
{
    [Theory]
    [InlineData("The cats' running!", "the cat run")]
    [InlineData("Élève ÜBER straße", "elev uber strass")]
    [InlineData("don't can’t", "don't can't")]
    [InlineData("AddGrainStorage", "addgrainstorag add grain storag")]
    [InlineData("foo_bar", "foo bar foo_bar")]
    [InlineData("v1.2.3", "v1 2 3 v1.2.3")]
    [InlineData("ERR-42", "err 42 err-42")]
    [InlineData("long-term", "long term")]
    [InlineData("mRNA HTTPServer", "mrna httpserver http server")]
    [InlineData("end. -Next- _x_", "end next x")]
    [InlineData("日本語 東", "日本 本語 東")]
    [InlineData("𠮷野家", "𠮷野 野家")]
    [InlineData("Привет мир", "привет мир")]
    [InlineData("ﬁne ｆｕｌｌ", "fine full")]
    [InlineData("e\u0301te\u0301", "ete")]
    [InlineData("", "")]
    [InlineData("\ud800 a\udc00b", "a b")]
    public void Text_HasTheseTerms(string text, string terms) =>
        Assert.Equal(terms.Split(' ', StringSplitOptions.RemoveEmptyEntries), TextAnalyzer.Default.Analyze(text));

    [Theory]
    [InlineData("en", "AddGrainStorages", "addgrainstorag")]
    [InlineData("de", "Häuser", "haus")]
    [InlineData("multi", "Häuser", "hauser")]
    public void TermOfAWord_IsItsFirstTerm(string language, string word, string term) =>
        Assert.Equal((term, term), (Analyzers.For(language).TermOf(word), Analyzers.For(language).Analyze(word)[0]));

    [Fact]
    public void TermOfAnEndlessWord_IsCut() =>
        Assert.Equal(new string('0', TextAnalyzer.TermLengthMax), TextAnalyzer.Default.TermOf(new string('0', 10_000)));

    [Fact]
    public void EndlessWord_IsCut() =>
        Assert.Equal([new string('0', TextAnalyzer.TermLengthMax)], TextAnalyzer.Default.Analyze(new string('0', 10_000)));

    [Fact]
    public void RandomCodeUnits_NeverFail()
    {
        Random random = new(11);
        for (int round = 0; round < 3000; round++)
        {
            char[] text =
            [
                .. Enumerable
                    .Range(0, random.Next(100))
                    .Select(_ => (char)(random.Next(3) == 0 ? random.Next(0x10000) : random.Next(0x30, 0x7b))),
            ];
            Assert.All(TextAnalyzer.Default.Analyze(new string(text)), term => Assert.InRange(term.Length, 1, TextAnalyzer.TermLengthMax));
        }
    }
}

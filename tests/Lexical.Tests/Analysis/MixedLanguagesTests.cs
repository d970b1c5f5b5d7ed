using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Bm25;
using RagCluster.Lexical.Highlighting;

namespace RagCluster.Lexical.Tests.Analysis;

/// <summary>Texts and queries of a collection that mixes languages.</summary>
public sealed class MixedLanguagesTests
{
    private static readonly TextAnalyzer Mixed = Analyzers.Mixed;

    [Theory]
    [InlineData("Die Maschine ist mit Dichtungen versehen", "die maschine maschin ist mit dichtungen dichtung versehen verseh")]
    [InlineData("Die Дверь أحمد والمكتبات ist ﾊﾟﾝ", "die дверь двер أحمد احمد والمكتبات مكتب ist パン")]
    [InlineData("the foo_bars of the 3rd is", "the foo bars bar foo_bars of the 3rd is")]
    public void WordsOfAText_StandAsTheyAre_AndByTheStemsOfItsLanguage(string text, string terms) =>
        Assert.Equal(terms.Split(' '), Mixed.ForText(text).Analyze(text));

    [Theory]
    [InlineData("Dichtungen", "dichtungen dichtung")]
    [InlineData("maisons", "maisons maison")]
    [InlineData("price per nodes", "price pric per nodes node nod")]
    public void TextThatTellsNoLanguage_HasTheStemsOfAll(string text, string terms)
    {
        Assert.Same(Mixed, Mixed.ForText(text));
        Assert.Equal(terms.Split(' ').Order(StringComparer.Ordinal), Mixed.Analyze(text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ShortText_IsReadAsItsDocument()
    {
        TextAnalyzer german = Mixed.ForText("Wartung", "Die Dichtung wird mit der Zange gewechselt.");
        Assert.NotSame(Mixed, german);
        Assert.Same(german, german.ForText("Pumpen"));
        Assert.Same(Mixed.ForText("what is it and who has it"), german.ForText("what is it and who has it"));
        Assert.Same(Analyzers.English, Analyzers.English.ForText("was ist das für ein Haus"));
    }

    [Theory]
    [InlineData("wie wird die Dichtung gewechselt", "dichtung gewechselt")]
    [InlineData("was the die for the pump changed", "chang changed die pump")]
    [InlineData("die war", "die war")]
    [InlineData("где и когда Насос", "насос")]
    public void Query_LeavesOutTheStopWordsOfItsOwnLanguage(string query, string terms) =>
        Assert.Equal(terms.Split(' '), ParsedQuery.Read(query, Mixed).Terms.Select(term => term.Term));

    [Fact]
    public void QueryOfACollectionThatKeepsStopWords_HasEveryWord() =>
        Assert.Equal(
            ["der", "haus", "in", "ist", "was"],
            ParsedQuery.Read("was ist in der Haus", Mixed.WithoutStopWords()).Terms.Select(term => term.Term)
        );

    [Fact]
    public void PhrasesAndBeginnings_AreOfWordsAsTheyStand()
    {
        ParsedQuery parsed = ParsedQuery.Read("\"alte Dichtungen\" Maschi*", Mixed);
        Assert.Equal(["alte", "dichtungen", "maschi*"], parsed.Terms.Select(term => term.Term));
        Assert.Equal([new PhraseWord(0, 0), new PhraseWord(1, 1)], Assert.Single(parsed.Phrases).Words);
    }

    [Fact]
    public void Highlights_AreFoundByTheLanguageOfTheText()
    {
        const string text = "Die Dichtung ist in der Maschine";
        Highlighter highlighter = new(ParsedQuery.Read("Dichtungen", Mixed), Mixed);
        Assert.Equal([new TextRange(4, 8)], highlighter.Find(text, 10));
    }

    [Fact]
    public void Words_ComeWithTheirReadings() =>
        Assert.Equal(
            [
                ["foo"],
                ["bars", "bar"],
                ["foo_bars"],
            ],
            Mixed.ForText("it is the").ReadWords("foo_bars")
        );

    [Fact]
    public void EarlierCollections_KeepTheirTerms()
    {
        Assert.Equal(["dichtungen"], Analyzers.For("multi").Analyze("Dichtungen"));
        Assert.Same(Mixed, Analyzers.For("mixed"));
    }

    [Fact]
    public void RandomCodeUnits_NeverFail()
    {
        Random random = new(14);
        for (int round = 0; round < 2000; round++)
        {
            string text = new([
                .. Enumerable
                    .Range(0, random.Next(90))
                    .Select(_ => (char)(random.Next(3) == 0 ? random.Next(0x10000) : random.Next(0x20, 0x7b))),
            ]);
            Assert.All(Mixed.ForText(text).Analyze(text), term => Assert.InRange(term.Length, 1, TextAnalyzer.TermLengthMax));
        }
    }
}

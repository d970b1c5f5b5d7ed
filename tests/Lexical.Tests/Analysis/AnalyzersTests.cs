using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Bm25;
using RagCluster.Lexical.Highlighting;

namespace RagCluster.Lexical.Tests.Analysis;

public sealed class AnalyzersTests
{
    [Theory]
    [InlineData("german", "Die Straßen der Städte", "die strass der stadt")]
    [InlineData("german", "Bu\u0308cher BÜCHER", "buch buch")]
    [InlineData("french", "L’élève d'une école", "elev une ecol")]
    [InlineData("french", "aujourd'hui", "aujourd'hui")]
    [InlineData("spanish", "canciones y niños", "cancion y nin")]
    [InlineData("italian", "dell'università", "univers")]
    [InlineData("portuguese", "informações", "inform")]
    [InlineData("russian", "Книгами running 東京都", "книг run 東京 京都")]
    [InlineData("dutch", "De lichamelijke mogelijkheden van een kasteel", "de licham mogelijk van een kastel")]
    [InlineData("arabic", "وَالكِتابُ المكتبة مكتبات", "كتاب مكتب مكتب")]
    [InlineData("arabic", "أحمد احمد ٢٠٠٣ ـــ running", "احمد احمد 2003 run")]
    [InlineData("chinese", "北京大学 running", "北京 京大 大学 run")]
    [InlineData("japanese", "ｶﾞﾗｽとハ\u309aン ＡＢＣ", "ガラ ラス スと とパ パン abc")]
    [InlineData("plain", "ｶﾞﾗｽ", "ｶﾞ ﾞﾗ ﾗｽ")]
    [InlineData("plain", "The Running cats", "the running cats")]
    [InlineData("German", "foo_bar v1.2", "foo bar foo_bar v1 2 v1.2")]
    public void Text_HasTheseTerms(string name, string text, string terms) =>
        Assert.Equal(terms.Split(' '), Analyzers.For(name).Analyze(text));

    [Fact]
    public void UnknownName_IsRefusedWithTheNames() =>
        Assert.Contains("de, fr", Assert.Throws<ArgumentException>(() => Analyzers.For("klingon")).Message, StringComparison.Ordinal);

    [Fact]
    public void FoldedKana_StandWhereTheTextHasThem()
    {
        Highlighter highlighter = new(ParsedQuery.Read("ガラス", Analyzers.For("ja")), Analyzers.For("ja"));
        Assert.Equal([new TextRange(1, 4)], highlighter.Find("新ｶﾞﾗｽ窓", 10));
    }

    [Theory]
    [InlineData("de", "GERMAN")]
    [InlineData("multi", "plain")]
    public void CodeAndName_FindTheSameRules(string code, string name) => Assert.Same(Analyzers.For(code), Analyzers.For(name));

    [Fact]
    public void WithoutStopWords_KeepsEveryWordOfAQuery()
    {
        TextAnalyzer german = Analyzers.For("de");
        Assert.Equal(["haus"], ParsedQuery.Read("wo ist das Haus", german).Terms.Select(term => term.Term));
        Assert.Equal(
            ["das", "haus", "ist", "wo"],
            ParsedQuery.Read("wo ist das Haus", german.WithoutStopWords()).Terms.Select(term => term.Term)
        );
    }

    [Fact]
    public void StopWords_AreLeftOutOfQueriesInEveryLanguage()
    {
        string[] queries =
        [
            "was ist die Katze",
            "qu'est-ce que le chat",
            "qué es el gato",
            "che cosa è il gatto",
            "o que é um gato",
            "что такое кошка",
            "waar is de kat",
            "ما هي القطة",
            "什么 猫",
            "猫 は どこ です か",
        ];
        string[] names = ["german", "french", "spanish", "italian", "portuguese", "russian", "dutch", "arabic", "chinese", "japanese"];
        for (int i = 0; i < names.Length; i++)
            Assert.InRange(ParsedQuery.Read(queries[i], Analyzers.For(names[i])).Terms.Length, 1, 2);
    }

    [Fact]
    public void RandomCodeUnits_NeverFailInAnyLanguage()
    {
        Random random = new(13);
        foreach (string name in Analyzers.Languages)
        {
            for (int round = 0; round < 400; round++)
            {
                char[] text =
                [
                    .. Enumerable
                        .Range(0, random.Next(100))
                        .Select(_ => (char)(random.Next(3) == 0 ? random.Next(0x500) : random.Next(0x30, 0x7b))),
                ];
                Assert.All(
                    Analyzers.For(name).Analyze(new string(text)),
                    term => Assert.InRange(term.Length, 1, TextAnalyzer.TermLengthMax)
                );
            }
        }
    }
}

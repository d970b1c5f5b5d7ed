using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Bm25;
using RagCluster.Lexical.Highlighting;

namespace RagCluster.Lexical.Tests.Highlighting;

public sealed class HighlighterTests
{
    [Theory]
    [InlineData("study", "Two studies, one Study.", "Two [studies], one [Study].")]
    [InlineData("gen*", "Genome and gene; again.", "[Genome] and [gene]; again.")]
    [InlineData("the cat", "The cat the dog", "The [cat] the dog")]
    [InlineData("\"red fox\"", "a fox, red", "a [fox], [red]")]
    [InlineData("grain", "call AddGrainStorage now", "call Add[Grain]Storage now")]
    [InlineData("foo_bar", "use foo_bar.", "use [foo_bar].")]
    [InlineData("本語版", "日本語版だ", "日[本語版]だ")]
    [InlineData("elève", "un ÉLÈVE", "un [ÉLÈVE]")]
    [InlineData("absent", "nothing here", "nothing here")]
    public void MatchedWords_AreMarked(string query, string text, string marked)
    {
        Highlighter highlighter = new(ParsedQuery.Read(query, TextAnalyzer.Default), TextAnalyzer.Default);
        string result = text;
        foreach (TextRange range in highlighter.Find(text, 100).Reverse())
            result = result.Insert(range.Start + range.Length, "]").Insert(range.Start, "[");
        Assert.Equal(marked, result);
    }

    [Fact]
    public void Limit_EndsTheList()
    {
        Highlighter highlighter = new(ParsedQuery.Read("a1", TextAnalyzer.Default), TextAnalyzer.Default);
        Assert.Equal([new TextRange(0, 2), new TextRange(5, 2)], highlighter.Find("a1 b a1 c a1", 2));
    }
}

using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Postings;
using RagCluster.Lexical.TermDictionary;

namespace RagCluster.Lexical.Tests.TermDictionary;

public sealed class TermTableTests
{
    [Fact]
    public void EveryTerm_IsFoundAndNoOther()
    {
        string[] words = ["zebra", "alpha", "日本", "ünlü", "m12", "𠮷野", "beta"];
        LexicalSegmentBuilder builder = new(TextAnalyzer.Default);
        builder.BeginRow();
        builder.AddField(string.Join(' ', words), 1);
        TermTable table = builder.Build().Terms;
        string[] terms = [.. words.SelectMany(word => TextAnalyzer.Default.Analyze(word))];
        Assert.Equal(terms.Distinct().Count(), table.Count);
        Assert.Equal(Enumerable.Range(0, table.Count), terms.Select(term => table.Find(term)!.Value).Order());
        Assert.Null(table.Find("absent"));
        Assert.Null(table.Find(""));
    }
}

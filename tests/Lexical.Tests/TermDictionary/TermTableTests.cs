using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Postings;

namespace RagCluster.Lexical.Tests.TermDictionary;

public sealed class TermTableTests
{
    [Fact]
    public void EveryTerm_IsFoundAndNoOther()
    {
        string[] words = ["zebra", "alpha", "日本", "ünlü", "m12", "𠮷野", "beta"];
        var builder = new LexicalSegmentBuilder(TextAnalyzer.Default);
        builder.BeginRow();
        builder.AddField(string.Join(' ', words), 1);
        var table = builder.Build().Terms;
        string[] terms = [.. words.SelectMany(word => TextAnalyzer.Default.Analyze(word))];
        Assert.Equal(terms.Distinct().Count(), table.Count);
        Assert.Equal(Enumerable.Range(0, table.Count), terms.Select(term => table.Find(term)!.Value).Order());
        Assert.Null(table.Find("absent"));
        Assert.Null(table.Find(""));
    }
}

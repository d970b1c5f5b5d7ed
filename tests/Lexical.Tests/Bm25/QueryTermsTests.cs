using RagCluster.Lexical.Bm25;

namespace RagCluster.Lexical.Tests.Bm25;

public sealed class QueryTermsTests
{
    [Fact]
    public void RepeatedWords_AreCountedAndOrdered() =>
        Assert.Equal([new QueryTerm("cat", 2), new QueryTerm("dog", 1)], QueryTerms.Read("What of the dog, the cats and the CAT?"));

    [Fact]
    public void StopWordsAlone_AreSearched() => Assert.Equal(["be", "to"], QueryTerms.Read("to be to").Select(term => term.Term));

    [Fact]
    public void EmptyQuery_HasNoTerms() => Assert.Empty(QueryTerms.Read(" ?! "));
}

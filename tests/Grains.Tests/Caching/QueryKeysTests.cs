using System.Reflection;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Tests.Caching;

/// <summary>A field that the key forgets lets one query answer another: whoever adds one adds it to <c>QueryKeys</c>, and here.</summary>
public sealed class QueryKeysTests
{
    [Fact]
    public void EveryFieldOfARequest_HasItsPlaceInTheKey()
    {
        string[] inTheKey =
        [
            nameof(SearchRequest.Collection),
            nameof(SearchRequest.Query),
            nameof(SearchRequest.TopK),
            nameof(SearchRequest.Mode),
            nameof(SearchRequest.Filter),
            nameof(SearchRequest.PerDocumentMax),
            nameof(SearchRequest.Exact),
            nameof(SearchRequest.AllowPartial),
            nameof(SearchRequest.Timeout),
            nameof(SearchRequest.Reranker),
            nameof(SearchRequest.Ranking),
            nameof(SearchRequest.Highlight),
            nameof(SearchRequest.AccessScope),
            nameof(SearchRequest.Documents),
            nameof(SearchRequest.History),
            nameof(SearchRequest.MultiQuery),
            nameof(SearchRequest.Hyde),
            nameof(SearchRequest.ContextTokensMax),
            nameof(SearchRequest.GroupBy),
            nameof(SearchRequest.IsPlanned),
            nameof(SearchRequest.ChatModel),
            nameof(SearchRequest.Prompt),
            nameof(SearchRequest.Efforts),
        ];
        // A request that may not be answered from a cache has no key, one that refuses near questions looks for none, and who takes part in an experiment is told by what its arm asks.
        string[] inNone =
        [
            nameof(SearchRequest.BypassCache),
            nameof(SearchRequest.Explain),
            nameof(SearchRequest.Principal),
            nameof(SearchRequest.SkipsExperiments),
            nameof(SearchRequest.RefusesSemanticHits),
        ];
        Assert.Equal(inTheKey.Concat(inNone).Order(), Fields(typeof(SearchRequest)));
    }

    [Fact]
    public void EveryFieldOfTheRanking_HasItsPlaceInTheKey() =>
        Assert.Equal(
            new[]
            {
                nameof(RankingOptions.Fusion),
                nameof(RankingOptions.Deduplicate),
                nameof(RankingOptions.Diversity),
                nameof(RankingOptions.Joined),
                nameof(RankingOptions.Recall),
                nameof(RankingOptions.DenseWeight),
            }.Order(),
            Fields(typeof(RankingOptions))
        );

    private static IEnumerable<string> Fields(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null)
            .Select(property => property.Name)
            .Order();
}

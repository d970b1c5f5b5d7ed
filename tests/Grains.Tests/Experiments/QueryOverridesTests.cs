using System.Reflection;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Tests.Experiments;

/// <summary>Whatever affects a query can be compared: who adds a field to requests adds it to the overrides, or says here why not.</summary>
public sealed class QueryOverridesTests
{
    private static readonly CollectionId Collection = new("t", "c");

    [Fact]
    public void EveryFieldOfARequest_CanBeOverridden_OrIsWhatTheAskerAloneDecides()
    {
        string[] askers =
        [
            nameof(SearchRequest.Query),
            nameof(SearchRequest.Filter),
            nameof(SearchRequest.AccessScope),
            nameof(SearchRequest.Documents),
            nameof(SearchRequest.History),
            nameof(SearchRequest.Highlight),
            nameof(SearchRequest.BypassCache),
            nameof(SearchRequest.Principal),
            nameof(SearchRequest.SkipsExperiments),
            nameof(SearchRequest.GroupBy),
            nameof(SearchRequest.Explain),
            nameof(SearchRequest.IsPlanned),
            nameof(SearchRequest.RefusesSemanticHits),
            nameof(SearchRequest.Efforts),
        ];
        string[] overridden = [.. Fields(typeof(QueryOverrides)).Except([nameof(QueryOverrides.Rerank)])];
        Assert.Equal(
            Fields(typeof(SearchRequest))
                .Except(askers)
                .Except([nameof(SearchRequest.Ranking)])
                .Concat(Fields(typeof(RankingOptions)))
                .Order(),
            overridden.Order()
        );
    }

    [Fact]
    public void EveryOverride_IsInTheRequest()
    {
        QueryOverrides all = new()
        {
            Collection = "other",
            TopK = 7,
            Mode = SearchMode.Dense,
            PerDocumentMax = 2,
            Exact = true,
            AllowPartial = true,
            Timeout = TimeSpan.FromSeconds(3),
            Reranker = "r",
            Fusion = FusionMode.Ranks,
            DenseWeight = 0.7,
            Deduplicate = true,
            Diversity = 0.2,
            Joined = 4,
            Recall = 0.9,
            MultiQuery = true,
            Hyde = true,
            ContextTokensMax = 500,
            ChatModel = "m",
            Prompt = "p",
        };
        SearchRequest plain = Request();
        SearchRequest changed = all.Apply(plain);
        foreach (string name in Fields(typeof(QueryOverrides)).Except([nameof(QueryOverrides.Rerank), nameof(QueryOverrides.Collection)]))
        {
            object holder = typeof(SearchRequest).GetProperty(name) is null ? changed.Ranking : changed;
            Assert.Equal(typeof(QueryOverrides).GetProperty(name)!.GetValue(all), holder.GetType().GetProperty(name)!.GetValue(holder));
        }

        Assert.Equal(new CollectionId("t", "other"), changed.Collection);
        Assert.Equal(plain with { Ranking = changed.Ranking }, new QueryOverrides().Apply(plain) with { Ranking = changed.Ranking });
        Assert.Equal(plain.Ranking, new QueryOverrides().Apply(plain).Ranking);
    }

    [Fact]
    public void Reranking_IsSwitchedOnAndOff()
    {
        Assert.Equal(
            "",
            new QueryOverrides { Rerank = true }
                .Apply(Request())
                .Reranker
        );
        Assert.Equal(
            "mine",
            new QueryOverrides { Rerank = true }
                .Apply(Request() with { Reranker = "mine" })
                .Reranker
        );
        Assert.Null(
            new QueryOverrides { Rerank = false }
                .Apply(Request() with { Reranker = "mine" })
                .Reranker
        );
        Assert.Equal(
            "other",
            new QueryOverrides { Reranker = "other" }
                .Apply(Request() with { Reranker = "mine" })
                .Reranker
        );
    }

    private static SearchRequest Request() => new() { Collection = Collection, Query = "q" };

    private static IEnumerable<string> Fields(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null)
            .Select(property => property.Name);
}

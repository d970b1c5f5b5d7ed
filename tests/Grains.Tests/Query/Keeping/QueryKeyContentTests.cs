using RagCluster.Caching.Keys;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query.Keeping;
using RagCluster.Grains.Tests.Query.Asked;
using RagCluster.Grounding;

namespace RagCluster.Grains.Tests.Query.Keeping;

/// <summary>What the key forgets lets one query answer another: here the key itself is asked, for every option that there is.</summary>
public sealed class QueryKeyContentTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly CollectionSettings Settings = new() { Model = "m", Revision = "r" };
    private static readonly ShardPosition[] Positions = [new(5, 1), new(7, 1)];
    private static readonly SearchRequest Plain = new() { Collection = new CollectionId("t", "c"), Query = "q" };

    private readonly QueryKeyContent _content = new(
        new InstalledModels(Path.Combine(AppContext.BaseDirectory, "models"), Path.Combine(AppContext.BaseDirectory, "none")),
        new AnswerRevision(new GroundingOptions(), cluster.Services)
    );

    public static TheoryData<string> Options => [.. SearchOptionList.All.Select(option => option.Name)];

    [Theory]
    [MemberData(nameof(Options))]
    public void EachOption_HasAKeyForEachOfItsValues_UnlessItConcernsTheCallAlone(string name)
    {
        OptionProperty option = SearchOptionList.Find(name);
        foreach (CachedKind kind in (CachedKind[])[CachedKind.Retrieval, CachedKind.Answer])
        {
            CacheKey[] keys = [Key(Plain, kind), .. OtherValues.Of(option).Select(value => Key(Plain.With((name, value)), kind))];
            Assert.Equal(option.IsOfOneCall ? 1 : keys.Length, keys.Distinct().Count());
        }
    }

    [Fact]
    public void TwoOptions_AreNotTakenForEachOther()
    {
        SearchRequest[] requests =
        [
            .. from option in SearchOptionList.All
            where !option.IsOfOneCall
            from value in OtherValues.Of(option)
            select Plain.With((option.Name, value)),
        ];
        Assert.Equal(requests.Length, requests.Select(request => Key(request)).Distinct().Count());
    }

    [Fact]
    public void WhatElseIsAsked_AndOfWhat_HasItsOwnKey()
    {
        CacheKey[] keys =
        [
            Key(Plain),
            Key(Plain, CachedKind.Answer),
            Key(Plain with { Query = "p" }),
            Key(Plain with { Collection = new CollectionId("t", "d") }),
            Key(Plain with { Collection = new CollectionId("u", "c") }),
            Key(_content.Of(CachedKind.Retrieval, Plain, Settings with { Revision = "s" }, Positions)),
            Key(_content.Of(CachedKind.Retrieval, Plain, Settings with { FirstShard = 2 }, Positions)),
            Key(_content.Of(CachedKind.Retrieval, Plain, Settings, [new(5, 1), new(8, 1)])),
            Key(_content.Of(CachedKind.Retrieval, Plain, Settings, [new(5, 2), new(7, 2)])),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Documents_AreASet()
    {
        DocumentId[] documents = [new("a"), new("b"), new("c")];
        Assert.Equal(
            Key(Plain.With((nameof(ScopeOptions.Documents), documents))),
            Key(Plain.With((nameof(ScopeOptions.Documents), documents.Reverse().ToArray())))
        );
    }

    private CacheKey Key(SearchRequest request, CachedKind kind = CachedKind.Retrieval) =>
        Key(_content.Of(kind, request, Settings, Positions));

    private static CacheKey Key(CacheKeyParts parts) => parts.Encode();
}

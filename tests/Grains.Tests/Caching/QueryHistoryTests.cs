using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using RagCluster.Caching.Keys;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Query;
using RagCluster.Grains.Warming;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Caching;

/// <summary>What is asked most is kept, and asked again by a silo that starts.</summary>
public sealed class QueryHistoryTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly CollectionId Collection = new("t", "c");

    private Serializer<AskedQuery> Serializer => cluster.Services.GetRequiredService<Serializer<AskedQuery>>();

    [Fact]
    public void Taken_IsWhatWasAskedMoreThanOnce_TheMostFrequentFirst_AndOnlyOnce()
    {
        QueryHistory history = new(TimeProvider.System);
        foreach (string query in (string[])["a", "b", "b", "c", "b", "c"])
            history.Note(CachedKind.Answer, Request(query));
        history.Note(CachedKind.Retrieval, Request("a"));
        Assert.Equal(
            [("b", true, 3.0), ("c", true, 2.0)],
            history.Take(10).Select(asked => (asked.Request.Query, asked.IsAnswer, asked.Count))
        );
        Assert.Empty(history.Take(10));
    }

    [Fact]
    public void SameWordsOfOtherPrincipals_AreOtherQueries()
    {
        QueryHistory history = new(TimeProvider.System);
        for (int i = 0; i < 2; i++)
        {
            history.Note(CachedKind.Answer, Request("a").With((nameof(ScopeOptions.AccessScope), new[] { "anna" })));
            history.Note(CachedKind.Answer, Request("a").With((nameof(ScopeOptions.AccessScope), new[] { "bert" })));
            history.Note(CachedKind.Answer, Request("a"));
        }

        Assert.Equal(3, history.Take(10).Length);
    }

    [Fact]
    public void Tally_PrefersTheRecent_AndIsBounded()
    {
        ManualTime clock = new();
        QueryTally tally = new(Serializer, 2, TimeSpan.FromHours(1), clock);
        tally.Add([new AskedQuery(Request("old"), true, 7), new AskedQuery(Request("older"), true, 3)]);
        clock.Advance(TimeSpan.FromHours(2));
        tally.Add([new AskedQuery(Request("new"), true, 1), new AskedQuery(Request("old"), true, 1)]);
        Assert.Equal(["old", "new"], tally.Most(10).Select(asked => asked.Request.Query));
        Assert.Equal(2.75, tally.Most(1)[0].Count);
        Assert.Equal(2, tally.Items.Length);
    }

    [Fact]
    public async Task History_IsSummedUpOverSilos_AndOutlivesItsActivation()
    {
        IQueryHistoryGrain history = cluster.Grains.GetGrain<IQueryHistoryGrain>(17);
        await history.AddAsync([new AskedQuery(Request("x"), true, 2), new AskedQuery(Request("y"), false, 3)], CancellationToken.None);
        await history.AddAsync([new AskedQuery(Request("x"), true, 2)], CancellationToken.None);
        await cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.FromTicks(1));
        AskedQuery[] most = await history.MostAskedAsync(10, CancellationToken.None);
        Assert.Equal([("x", true), ("y", false)], most.Select(asked => (asked.Request.Query, asked.IsAnswer)));
        Assert.InRange(most[0].Count, 3.9, 4);
        Assert.Single(await history.MostAskedAsync(1, CancellationToken.None));
    }

    [Fact]
    public async Task History_OfOnePerson_IsListedAndErased_AndOutOfTheStore()
    {
        IQueryHistoryGrain history = cluster.Grains.GetGrain<IQueryHistoryGrain>(18);
        AskedQuery[] asked = [Of("t", "ada"), Of("t", "bert"), Of("other", "ada"), new AskedQuery(Request("x"), true, 2)];
        await history.AddAsync(asked, CancellationToken.None);
        AskedQuery found = Assert.Single(await history.ListOfAsync("t", "local:ada", CancellationToken.None));
        Assert.Equal("ada asks in t", found.Request.Query);
        foreach (string principal in (string[])["local:ad", "user:ada", "key:ada", "ada"])
            Assert.Empty(await history.ListOfAsync("t", principal, CancellationToken.None));
        Assert.Equal(1, await history.EraseAsync("t", "local:ada", CancellationToken.None));
        await cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.FromTicks(1));
        Assert.Equal(0, await history.EraseAsync("t", "local:ada", CancellationToken.None));
        AskedQuery[] left = await history.MostAskedAsync(10, CancellationToken.None);
        Assert.Equal(["ada asks in other", "bert asks in t", "x"], left.Select(query => query.Request.Query).Order());
        // A silo tells late what it was asked before.
        await history.AddAsync(asked, CancellationToken.None);
        Assert.Empty(await history.ListOfAsync("t", "local:ada", CancellationToken.None));

        static AskedQuery Of(string tenant, string name)
        {
            SearchRequest request = new() { Collection = new CollectionId(tenant, "c"), Query = $"{name} asks in {tenant}" };
            return new AskedQuery(request.With((nameof(ScopeOptions.View), AccessView.Of($"local:{name}", ["staff"]))), true, 1);
        }
    }

    [Fact]
    public async Task SiloThatStarts_KnowsTheAnswersToWhatWasAskedMost()
    {
        CollectionId collection = await cluster.NewCollectionAsync(new CollectionSettings());
        await cluster.UploadAsync(collection, ("a.txt", "The lantern hangs above the gate."));
        SearchRequest request = new SearchRequest { Collection = collection, Query = "lantern" }.With(
            (nameof(RetrievalOptions.Mode), SearchMode.Bm25)
        );
        await cluster
            .Grains.GetGrain<IQueryHistoryGrain>(0)
            .AddAsync(
                [
                    new AskedQuery(request, false, 5),
                    new AskedQuery(request with { Collection = new CollectionId(collection.Tenant, "gone") }, false, 9),
                ],
                CancellationToken.None
            );
        using CacheWarming warming = new(
            cluster.Services.GetRequiredService<IGrainFactory>(),
            new QueryHistory(TimeProvider.System),
            cluster.Services.GetRequiredService<QuerySteps>(),
            new QueriesUnderWay(),
            Options.Create(new CacheOptions()),
            TimeProvider.System,
            NullLogger<CacheWarming>.Instance
        );
        // A busy silo may have computed it without keeping it: then it is asked anew.
        using CancellationTokenSource patience = new(TestPatience.Max);
        SearchResponse found;
        do
        {
            await warming.WarmAsync(patience.Token);
            found = await cluster.Grains.SearchAsync(request);
        } while (found.Call.Cached is null);
        Assert.Single(found.Found.Passages);
    }

    [Fact]
    public void MoreQueriesThanProcessors_AreReported()
    {
        QueriesUnderWay underWay = new();
        int told = 0;
        underWay.Crowded += () => told++;
        for (int i = 0; i < Environment.ProcessorCount; i++)
            underWay.Begin();
        Assert.Equal(0, told);
        using ((IDisposable)underWay.Begin())
            Assert.Equal(1, told);
        using ((IDisposable)underWay.Begin())
            Assert.Equal(2, told);
    }

    private static SearchRequest Request(string query) => new() { Collection = Collection, Query = query };
}

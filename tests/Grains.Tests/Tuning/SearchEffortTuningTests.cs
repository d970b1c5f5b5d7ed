using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Planning.Catalog;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Interfaces.Tuning;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Shards;
using RagCluster.Grains.Tuning;
using RagCluster.Shards;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Tuning;

/// <summary>
/// The search effort of a replica is tuned by searches that are repeated beside, only where the settings say so, and is part of a recorded
/// query.
/// </summary>
public sealed class SearchEffortTuningTests(TuningSilo cluster) : IClassFixture<TuningSilo>
{
    private static readonly ShardId Shard = new(new CollectionId("t", "lossy"), 0);
    private static readonly ShardSearchRequest Dense = new()
    {
        Vector = new float[] { 1, 0 },
        Limit = 20,
        Recall = 0.95,
    };

    private readonly ManualTime _time = new();
    private long _waiting;

    [Fact]
    public async Task AReplicaThatFindsTooLittle_SearchesFurther()
    {
        SearchEffortTuning tuning = Tuning(isOn: true);
        LossySearcher searcher = new(misses: 0.1);
        await SearchAsync(tuning, searcher, 6_000);
        ITunedKnob knob = Assert.Single(tuning.Knobs);
        Assert.Equal("search_effort/t/lossy/0", knob.Knob.Name);
        double effort = knob.With(tuner => tuner.Value);
        Assert.InRange(1 - Math.Pow(0.1, effort), 0.95, 0.975);
        Assert.All(
            knob.With(tuner => tuner.Changes.ToArray()),
            change => Assert.Contains("0.950 is the target", change.Reason, StringComparison.Ordinal)
        );
        Assert.Equal(effort, Search(tuning, searcher, Dense).Effort);
        tuning.Close(Shard);
        Assert.Empty(tuning.Knobs);
    }

    [Fact]
    public async Task ExactAndRecordedSearches_AreAsTheyWere_AndAreNotRepeated()
    {
        SearchEffortTuning tuning = Tuning(isOn: true);
        LossySearcher searcher = new(misses: 0.1);
        foreach (
            ShardSearchRequest request in new[] { Dense with { Exact = true }, Dense with { Vector = null }, Dense with { Recall = 1 } }
        )
            Assert.Null(Search(tuning, searcher, request).Effort);
        Assert.Equal(2.5, Search(tuning, searcher, Dense with { Effort = 2.5 }).Effort);
        await tuning.Repetition;
        Assert.Equal(1, searcher.ExactCount);
    }

    [Fact]
    public async Task SearchesAreRepeated_NowAndThen_AndNotWhileWorkWaits()
    {
        SearchEffortTuning tuning = Tuning(isOn: true);
        LossySearcher searcher = new(misses: 0.1);
        for (int i = 0; i < 100; i++)
        {
            Search(tuning, searcher, Dense);
            await tuning.Repetition;
        }

        Assert.Equal(1, searcher.ExactCount);
        _time.Advance(TimeSpan.FromMinutes(1));
        _waiting = 100;
        Search(tuning, searcher, Dense);
        await tuning.Repetition;
        Assert.Equal(1, searcher.ExactCount);
        _waiting = 0;
        Search(tuning, searcher, Dense);
        await tuning.Repetition;
        Assert.Equal(2, searcher.ExactCount);
    }

    [Fact]
    public async Task ASearchThatIsRepeated_IsGivenUpForWorkThatWaits()
    {
        SearchEffortTuning tuning = Tuning(isOn: true);
        bool isGivenUp = false;
        LossySearcher searcher = new(misses: 0.1)
        {
            OnExact = token =>
            {
                isGivenUp = token.WaitHandle.WaitOne(TimeSpan.FromMinutes(1));
                token.ThrowIfCancellationRequested();
            },
        };
        Search(tuning, searcher, Dense);
        _waiting = 100;
        Search(tuning, searcher, Dense);
        await tuning.Repetition;
        Assert.True(isGivenUp);
    }

    [Fact]
    public async Task WhereItIsOff_NothingIsRepeated()
    {
        SearchEffortTuning tuning = Tuning(isOn: false);
        LossySearcher searcher = new(misses: 0.5);
        await SearchAsync(tuning, searcher, 100);
        Assert.Equal(0, searcher.ExactCount);
        Assert.Null(Search(tuning, searcher, Dense).Effort);
    }

    [Fact]
    public async Task TheGrain_ListsTheKnob_TakesAChangeBack_AndRecordedQueriesKeepTheirEffort()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        await cluster.UploadAsync(
            collection,
            ("norderney.txt", "The lighthouse of Norderney is 54 metres tall."),
            ("juist.txt", "The harbour of Juist depends on the tide.")
        );
        IQueryGrain queries = cluster.Grains.GetGrain<IQueryGrain>(collection.ToString());
        SearchRequest request = new SearchRequest { Collection = collection, Query = "lighthouse" }.With(
            (nameof(RetrievalOptions.Mode), SearchMode.Dense),
            (nameof(CallOptions.Explain), true),
            (nameof(RetrievalOptions.TimeoutMs), 60_000)
        );
        string before = (await queries.SearchAsync(request, CancellationToken.None)).Call.Explanation!.Record!;
        string name = $"search_effort/{collection}/0";
        ReplicaEffort replica = (ReplicaEffort)
            cluster.Services.GetRequiredService<SearchEffortTuning>().Knobs.Single(knob => knob.Knob.Name == name);
        for (int i = 0; i < 500; i++)
            replica.Observe(1, 0.5, 0.98);

        ITuningGrain grain = cluster.Grains.GetGrain<ITuningGrain>(cluster.Silos.Primary!.SiloAddress.ToParsableString());
        KnobState knob = (await grain.ListAsync(CancellationToken.None)).Single(knob => knob.Name == name);
        KnobChange change = Assert.Single(knob.Changes);
        Assert.Equal((true, false, 1.15, 0.5, 4.0), (knob.IsOn, knob.IsHeld, Math.Round(knob.Value, 9), knob.Min, knob.Max));
        Assert.Contains("0.980 is the target", change.Reason, StringComparison.Ordinal);

        string since = (await queries.SearchAsync(request, CancellationToken.None)).Call.Explanation!.Record!;
        foreach ((string record, double effort) in new[] { (before, 1.0), (since, knob.Value) })
        {
            ReplayResponse replay = await cluster
                .Grains.GetGrain<IPlanCatalogGrain>(collection.ToString())
                .ReplayAsync(record, CancellationToken.None);
            Assert.Equal(effort, Assert.Single(replay.Record.Request.Options.Retrieval.Efforts!));
            Assert.True(replay.IsSame);
        }

        KnobState reverted = await grain.RevertAsync(name, change.Number, CancellationToken.None);
        Assert.Equal((1.0, true, 2), (reverted.Value, reverted.IsHeld, reverted.Changes.Length));
        Assert.False((await grain.ReleaseAsync(name, CancellationToken.None)).IsHeld);
    }

    private SearchEffortTuning Tuning(bool isOn)
    {
        SearchEffortTuning tuning = new(
            Options.Create(new QueryOptions { TuneSearchEffort = isOn }),
            _time,
            NullLogger<SearchEffortTuning>.Instance,
            () => Volatile.Read(ref _waiting)
        );
        tuning.Open(Shard);
        return tuning;
    }

    // As a replica does.
    private static ShardSearchReply Search(SearchEffortTuning tuning, IShardSearcher searcher, ShardSearchRequest request)
    {
        IShardSearchWatch? watch = tuning.Begin(Shard, searcher, request);
        ShardSearchRequest complete = request with { Effort = request.Effort ?? watch?.Effort };
        ShardSearchResult found = searcher.Search(ShardTranslation.ToQuery(complete), CancellationToken.None);
        ShardSearchReply reply = ShardTranslation.ToWire(found, new ShardPosition(searcher.Position, 0), complete.Effort);
        watch?.Ended(reply);
        return reply;
    }

    private async Task SearchAsync(SearchEffortTuning tuning, LossySearcher searcher, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Search(tuning, searcher, Dense);
            await tuning.Repetition;
            _time.Advance(TimeSpan.FromSeconds(3));
        }
    }
}

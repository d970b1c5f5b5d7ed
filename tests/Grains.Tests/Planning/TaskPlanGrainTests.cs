using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Planning.Catalog;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Planning;

/// <summary>The planner as the way of a query uses it.</summary>
public sealed class TaskPlanGrainTests(PlannerSilos cluster) : IClassFixture<PlannerSilos>
{
    private const string Question = "How tall is the lighthouse?";
    private const string QuestionClass = "fact_question";
    private const string Search = "lighthouse height";
    private const string SearchClass = "keyword";

    [Fact]
    public async Task Queries_AreAnsweredByTheirPlan_AndTeachTheGrain()
    {
        CollectionId collection = await LighthouseAsync();
        SearchResponse found = await SearchAsync(collection, Search, explain: true);
        PlanExplanation explanation = Assert.IsType<PlanExplanation>(found.Call.Explanation);
        Assert.Equal(PlanSource.Planner, explanation.Source);
        Assert.Equal(SearchClass, explanation.QueryClass);
        Assert.Equal(explanation.Choice!.Plan, explanation.Plan);
        Assert.Equal(1, explanation.Choice.Shares.Sum(share => share.Probability), 6);
        Assert.DoesNotContain(explanation.Choice.Shares, share => share.Plan is "cached" or "multi-query+hybrid+rerank");
        Assert.NotEmpty(explanation.Legs);
        Assert.NotEmpty(found.Found.Passages);
        AskResponse asked = await Query(collection)
            .AskAsync(Request(collection, "How tall is the lighthouse of Norderney?"), CancellationToken.None);
        Assert.Null(asked.Call.Explanation);

        PlanStatus searches = await UntilAsync(() => StatusAsync(collection, SearchClass), status => status.QueryCount >= 1);
        Assert.Contains(searches.Stages, stage => explanation.Legs.Any(leg => leg.Leg == stage.Stage));
        PlanStatus asks = await UntilAsync(() => StatusAsync(collection, QuestionClass), status => status.QueryCount >= 1);
        // A verdict for one of the plans, beside what every class begins with.
        Assert.Equal(0.5, Counts(asks) - Counts(searches), 6);
    }

    [Fact]
    public async Task Reports_CommuteAndAreNotMixedWithThoseOfAnEarlierCollection()
    {
        CollectionVersion version = new(5, 0, "m@1", [1]);
        PlanReport[] reports =
        [
            Report(version, new PlanQuality("hybrid", 3, 1)),
            Report(version, new PlanQuality("dense", 0.5, 2)),
            Report(version with { Positions = [2] }, new PlanQuality("hybrid", 0, 4)),
        ];
        ITaskPlanGrain inOrder = Plans(new CollectionId("t", "one"), SearchClass);
        ITaskPlanGrain reversed = Plans(new CollectionId("t", "two"), SearchClass);
        foreach (PlanReport report in reports)
            await inOrder.ReportAsync(report, CancellationToken.None);
        foreach (PlanReport report in reports.Reverse())
            await reversed.ReportAsync(report, CancellationToken.None);
        PlanStatus first = await inOrder.GetAsync(CancellationToken.None);
        PlanStatus second = await reversed.GetAsync(CancellationToken.None);
        Assert.Equal(first.Plans, second.Plans);
        Assert.Equal((3, first.Entropy), (first.QueryCount, second.Entropy));

        await inOrder.ReportAsync(Report(version with { Lineage = 4 }, new PlanQuality("hybrid", 100, 0)), CancellationToken.None);
        Assert.Equal(first.Plans, (await inOrder.GetAsync(CancellationToken.None)).Plans);
        await inOrder.ReportAsync(Report(version with { Lineage = 6 }), CancellationToken.None);
        PlanStatus anew = await inOrder.GetAsync(CancellationToken.None);
        Assert.Equal(1, anew.QueryCount);
        Assert.NotEqual(first.Plans, anew.Plans);
    }

    [Fact]
    public async Task ChangedDocumentsAndModel_FadeWhatWasLearned()
    {
        CollectionId collection = await LighthouseAsync();
        await UntilAsync(
            async () =>
            {
                await SearchAsync(collection, Search, explain: true);
                return await StatusAsync(collection, SearchClass);
            },
            status => status.QueryCount >= 2
        );
        await cluster.UploadAsync(collection, ("norderney.txt", "The lighthouse of Norderney is 54 metres tall and was built in 1874."));
        PlanStatus faded = await UntilAsync(
            async () =>
            {
                await SearchAsync(collection, Search, explain: true);
                return await StatusAsync(collection, SearchClass);
            },
            status => status.Epoch >= 1
        );
        DecoherenceEvent happened = faded.Events[^1];
        Assert.Equal("documents", happened.Cause);
        Assert.InRange(happened.ChangedShare, 0.01, 1);
        Assert.Equal(1 - (0.85 * happened.ChangedShare), happened.Left, 9);

        ITaskPlanGrain plans = Plans(new CollectionId("t", "model"), SearchClass);
        CollectionVersion version = new(5, 0, "m@1", [1]);
        await plans.ReportAsync(Report(version), CancellationToken.None);
        await plans.ReportAsync(Report(version with { FirstShard = 4, Model = "m@2" }), CancellationToken.None);
        DecoherenceEvent replaced = Assert.Single((await plans.GetAsync(CancellationToken.None)).Events);
        Assert.Equal(("model", 1.0), (replaced.Cause, replaced.ChangedShare));
    }

    [Fact]
    public async Task AfterAnEvent_TheGoldenQueriesAreRunAgainWithEveryPlan()
    {
        CollectionId collection = await LighthouseAsync();
        await AskedAsync(status => status.QueryCount >= 1);
        Assert.Null((await StatusAsync(collection, QuestionClass)).Golden!.RanAt);
        await cluster.UploadAsync(collection, ("norderney.txt", "The lighthouse of Norderney is 54 metres tall and was built in 1874."));
        // Another question tells the grain that the shards have moved; it then looks at what was cited.
        PlanStatus again = await AskedAsync(status => status.Golden is { RanAt: not null, QueryCount: >= 1 });
        Assert.True(again.Epoch >= 1);

        Task<PlanStatus> AskedAsync(Func<PlanStatus, bool> isEnough) =>
            UntilAsync(
                async () =>
                {
                    await Query(collection)
                        .AskAsync(
                            Request(collection, "How tall is the lighthouse of Norderney?").With((nameof(CallOptions.Cache), false)),
                            CancellationToken.None
                        );
                    return await StatusAsync(collection, QuestionClass);
                },
                isEnough
            );
    }

    [Fact]
    public async Task Knowledge_OutlivesTheActivation()
    {
        CollectionId collection = await LighthouseAsync();
        SearchResponse found = await SearchAsync(collection, Search, explain: true);
        string record = found.Call.Explanation!.Record!;
        PlanStatus before = await UntilAsync(
            () => StatusAsync(collection, SearchClass),
            status => status is { QueryCount: 1, Stages.Length: > 0 }
        );
        await cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        PlanStatus after = await StatusAsync(collection, SearchClass);
        Assert.Equal((before.QueryCount, before.RecordCount), (after.QueryCount, after.RecordCount));
        Assert.Equal(
            before.Plans.Select(plan => (plan.Plan, plan.Successes, plan.Failures)),
            after.Plans.Select(plan => (plan.Plan, plan.Successes, plan.Failures))
        );
        Assert.NotNull(await Plans(collection, SearchClass).FindRecordAsync(record, CancellationToken.None));
    }

    [Fact]
    public async Task Records_AreTheLastOnes_AndGoWithTheirCollection()
    {
        CollectionId collection = await LighthouseAsync();
        List<string> ids = [];
        for (int i = 0; i < 10; i++)
            ids.Add((await SearchAsync(collection, $"lighthouse number {(char)('a' + i)}", explain: true)).Call.Explanation!.Record!);
        ITaskPlanGrain plans = Plans(collection, SearchClass);
        Assert.Null(await plans.FindRecordAsync(ids[0], CancellationToken.None));
        Assert.NotNull(await plans.FindRecordAsync(ids[^1], CancellationToken.None));
        Assert.Equal(8, (await plans.GetAsync(CancellationToken.None)).RecordCount);
        await cluster.Grains.GetGrain<ICollectionGrain>(collection.ToString()).DeleteAsync(CancellationToken.None);
        Assert.Null(await plans.FindRecordAsync(ids[^1], CancellationToken.None));
    }

    [Fact]
    public async Task Replay_RepeatsTheChoiceAndThePassages_AndSaysWhatChanged()
    {
        CollectionId collection = await LighthouseAsync();
        AskResponse asked = await Query(collection)
            .AskAsync(Request(collection, Question).With((nameof(CallOptions.Explain), true)), CancellationToken.None);
        string id = asked.Call.Explanation!.Record!;
        ReplayResponse same = await Catalog(collection).ReplayAsync(id, CancellationToken.None);
        Assert.Empty(same.Changed);
        Assert.True(same.IsSame);
        Assert.True(same.ChoosesSamePlan);
        Assert.Equal(asked.Answer.Text, same.Answer!.Answer.Text);
        await cluster.UploadAsync(collection, ("second.txt", "The lighthouse of Memmert is small."));
        ReplayResponse changed = await Catalog(collection).ReplayAsync(id, CancellationToken.None);
        Assert.Equal(["documents"], changed.Changed);
        Assert.True(changed.ChoosesSamePlan);
    }

    [Fact]
    public async Task CallerWhoNamesTheLegs_GetsThem()
    {
        CollectionId collection = await LighthouseAsync();
        SearchResponse found = await Query(collection)
            .SearchAsync(
                Request(collection, Search).With((nameof(RetrievalOptions.Mode), SearchMode.Dense), (nameof(CallOptions.Explain), true)),
                CancellationToken.None
            );
        Assert.Equal((PlanSource.Request, "dense"), (found.Call.Explanation!.Source, found.Call.Explanation.Plan));
    }

    [Fact]
    public async Task PlannerThatCannotBegin_LeavesTheFixedPlan()
    {
        CollectionId collection = await LighthouseAsync();
        GrainId plans = Plans(collection, SearchClass).GetGrainId();
        await cluster.Store.KeyValues.WriteAsync(
            $"grain/{plans.Type}/evidence",
            plans.Key.ToString()!,
            "no state"u8.ToArray(),
            null,
            CancellationToken.None
        );
        SearchResponse found = await SearchAsync(collection, Search, explain: true);
        Assert.NotEmpty(found.Found.Passages);
        Assert.Equal((PlanSource.Fallback, "hybrid"), (found.Call.Explanation!.Source, found.Call.Explanation.Plan));
        Assert.Null(found.Call.Explanation.Record);
    }

    private static double Counts(PlanStatus status) => status.Plans.Sum(plan => plan.Successes + plan.Failures);

    private static PlanReport Report(CollectionVersion version, params PlanQuality[] quality) =>
        new(version, new PlanEvidence(0, quality, [])) { QueryCount = 1 };

    private static async Task<PlanStatus> UntilAsync(Func<Task<PlanStatus>> read, Func<PlanStatus, bool> isEnough)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        while (true)
        {
            PlanStatus status = await read();
            if (isEnough(status))
                return status;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    private static SearchRequest Request(CollectionId collection, string query) =>
        new SearchRequest { Collection = collection, Query = query }.With((nameof(RetrievalOptions.TimeoutMs), 60_000));

    private async Task<CollectionId> LighthouseAsync()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        await cluster.UploadAsync(
            collection,
            ("norderney.txt", "The lighthouse of Norderney is 54 metres tall."),
            ("juist.txt", "The harbour of Juist depends on the tide."),
            ("borkum.txt", "The new lighthouse of Borkum has a height of 63 metres.")
        );
        return collection;
    }

    private Task<SearchResponse> SearchAsync(CollectionId collection, string query, bool explain) =>
        Query(collection).SearchAsync(Request(collection, query).With((nameof(CallOptions.Explain), explain)), CancellationToken.None);

    private IPlanCatalogGrain Catalog(CollectionId collection) => cluster.Grains.GetGrain<IPlanCatalogGrain>(collection.ToString());

    private IQueryGrain Query(CollectionId collection) => cluster.Grains.GetGrain<IQueryGrain>(collection.ToString());

    private ITaskPlanGrain Plans(CollectionId collection, string queryClass) =>
        cluster.Grains.GetGrain<ITaskPlanGrain>($"{collection}/{queryClass}");

    private Task<PlanStatus> StatusAsync(CollectionId collection, string queryClass) =>
        Plans(collection, queryClass).GetAsync(CancellationToken.None);
}

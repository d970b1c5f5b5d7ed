using Microsoft.Extensions.DependencyInjection;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Query;
using RagCluster.Grains.Query.Observing;

namespace RagCluster.Grains.Tests.Query.Observing;

/// <summary>Whatever observes can be left out: queries are answered as before, without what it adds.</summary>
public sealed class LeftOutObserverTests(GrainCluster cluster, UnobservedSilo unobserved)
    : IClassFixture<GrainCluster>,
        IClassFixture<UnobservedSilo>
{
    private const string Question = "How tall is the lighthouse of Norderney?";

    private static readonly string[] Names =
    [
        "QueriesUnderWay",
        "ExperimentObserver",
        "PlannerObserver",
        "RecordObserver",
        "QueryHistory",
        "QueryMetrics",
        "QueryLogObserver",
        "TuningObserver",
        "RecallProbe",
    ];

    public static TheoryData<string> Observers => new(Names);

    [Fact]
    public void TheList_IsThatOfTheRegistrations() =>
        Assert.Equal(Names, cluster.Services.GetServices<IQueryObserver>().Select(observer => observer.GetType().Name));

    [Theory]
    [MemberData(nameof(Observers))]
    public async Task WithoutOne_QueriesAreAnswered(string name)
    {
        CollectionId collection = await LighthousesAsync(cluster);
        IQueryObserver[] others = [.. cluster.Services.GetServices<IQueryObserver>().Where(observer => observer.GetType().Name != name)];
        QuerySteps steps = cluster.Services.GetRequiredService<QuerySteps>() with
        {
            Observers = new QueryObservers(others, TimeProvider.System),
        };
        SearchRequest explained = Request(collection).With((nameof(CallOptions.Explain), true));
        PassagesFound found = Assert.IsType<PassagesFound>(Assert.Single(await EventsAsync(steps, QueryCall.Search(explained))));
        Assert.NotEmpty(found.Found.Passages);
        // Who records also explains; nobody else is asked to.
        Assert.Equal(name == "RecordObserver", found.Call.Explanation is null);
        List<QueryEvent> answer = await EventsAsync(steps, QueryCall.Ask(Request(collection)));
        Assert.IsType<PassagesFound>(answer[0]);
        Assert.Contains("54 metres", Assert.IsType<AnswerCompleted>(answer[^1]).Answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAny_ASiloIndexesAndAnswersInEveryForm()
    {
        CollectionId collection = await LighthousesAsync(unobserved);
        Assert.Empty(unobserved.Services.GetServices<IQueryObserver>());
        Assert.NotEmpty((await unobserved.Grains.SearchAsync(Request(collection))).Found.Passages);
        AskResponse answer = await unobserved.Grains.AskAsync(Request(collection));
        Assert.Contains("54 metres", answer.Answer.Text, StringComparison.Ordinal);
        List<QueryEvent> events = await unobserved.Grains.StreamAsync(Request(collection));
        Assert.Equal(answer.Answer.Text, Assert.IsType<AnswerCompleted>(events[^1]).Answer.Text);
    }

    [Fact]
    public async Task AnObserver_ChangesTheQueryBeforeItsKey_AndHearsWhatBecameOfIt()
    {
        CollectionId collection = await LighthousesAsync(cluster);
        Recorder recorder = new();
        QuerySteps steps = cluster.Services.GetRequiredService<QuerySteps>() with
        {
            Observers = new QueryObservers([recorder], TimeProvider.System),
        };
        PassagesFound found = Assert.IsType<PassagesFound>(Assert.Single(await EventsAsync(steps, QueryCall.Search(Request(collection)))));
        Assert.Single(found.Found.Passages);
        Assert.Equal("near", found.Call.AnsweredQuery);
        Assert.Equal(["begin", "found", "end near", "dispose"], recorder.Heard);
        recorder.Heard.Clear();
        await Assert.ThrowsAnyAsync<Exception>(() => EventsAsync(steps, QueryCall.Search(Request(new CollectionId("t", "nowhere")))));
        Assert.Equal(["begin", "failed", "dispose"], recorder.Heard);
    }

    private static SearchRequest Request(CollectionId collection) => new() { Collection = collection, Query = Question };

    private static async Task<CollectionId> LighthousesAsync(ProductCluster cluster)
    {
        CollectionId collection = await cluster.NewCollectionAsync(new CollectionSettings { ShardCount = 2 });
        await cluster.UploadAsync(
            collection,
            ("norderney.txt", "The lighthouse of Norderney is 54 metres tall."),
            ("borkum.txt", "The lighthouse of Borkum is 60 metres tall.")
        );
        return collection;
    }

    private static async Task<List<QueryEvent>> EventsAsync(QuerySteps steps, QueryCall call)
    {
        List<QueryEvent> events = [];
        await foreach (QueryEvent next in QueryGrain.EventsAsync(steps, call, CancellationToken.None))
            events.Add(next);
        return events;
    }

    private sealed class Recorder : IQueryObserver, IQueryWatch
    {
        internal List<string> Heard { get; } = [];

        public ValueTask<IQueryWatch?> BeginAsync(QueryCall call, CancellationToken cancellationToken)
        {
            Heard.Add("begin");
            return ValueTask.FromResult<IQueryWatch?>(this);
        }

        public SearchRequest Amend(SearchRequest request) =>
            request.With((nameof(ResultOptions.TopK), 1), (nameof(CallOptions.Cache), false));

        public void Found(SearchFinding finding) => Heard.Add("found");

        public ValueTask<CallReport> EndAsync(QueryOutcome outcome, CallReport report, CancellationToken cancellationToken) =>
            ValueTask.FromResult(report with { AnsweredQuery = "near" });

        public void Ended(QueryOutcome outcome, CallReport report) => Heard.Add($"end {report.AnsweredQuery}");

        public void Failed(Exception error) => Heard.Add("failed");

        void IDisposable.Dispose() => Heard.Add("dispose");
    }
}

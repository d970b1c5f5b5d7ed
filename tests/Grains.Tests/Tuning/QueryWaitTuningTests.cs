using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Tuning;
using RagCluster.Inference;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Tuning;

/// <summary>The wait of queries for company is tuned by what they take, within its bounds, and only where the settings say so.</summary>
public sealed class QueryWaitTuningTests : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly InferenceRuntime _runtime;

    public QueryWaitTuningTests() => _runtime = new InferenceRuntime(new InferenceOptions(), _time);

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    [Fact]
    public void AWaitThatMakesQueriesSlower_IsShortened_AndTheBatcherIsNotified()
    {
        QueryWaitTuning tuning = Tuning(isOn: true);
        HashSet<double> used = [];
        for (int i = 0; i < 60_000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(300));
            DateTimeOffset began = tuning.Begin();
            used.Add(_runtime.QueryWaitFactor);
            // The longer the wait, the slower the query.
            tuning.Observe(began, TimeSpan.FromMilliseconds(10 * _runtime.QueryWaitFactor * (1 + (0.2 * (i % 7)))));
        }

        Assert.Equal(QueryWaitTuning.QueryWait.Min, tuning.With(tuner => tuner.Value));
        Assert.All(used, factor => Assert.InRange(factor, QueryWaitTuning.QueryWait.Min, QueryWaitTuning.QueryWait.Max));
        Assert.NotEmpty(tuning.With(tuner => tuner.Changes));
    }

    [Fact]
    public void WhereItIsOff_QueriesWaitAsEver()
    {
        QueryWaitTuning tuning = Tuning(isOn: false);
        for (int i = 0; i < 1_000; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Null(new TuningObserver(null!, tuning, null!).BeginEmbedding());
            Assert.Equal(1, _runtime.QueryWaitFactor);
        }

        Assert.Empty(tuning.With(tuner => tuner.Changes));
    }

    private QueryWaitTuning Tuning(bool isOn) =>
        new(Options.Create(new QueryOptions { TuneQueryWait = isOn }), _runtime, _time, NullLogger<QueryWaitTuning>.Instance);
}

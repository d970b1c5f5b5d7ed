using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Shards;
using RagCluster.Grains.Tuning;

namespace RagCluster.Grains.Tests.Tuning;

/// <summary>One search of so many is repeated exhaustively, and its recall measured.</summary>
public sealed class RecallProbeTests
{
    private static readonly ShardId Shard = new(new CollectionId("t", "probed"), 0);
    private static readonly ShardSearchRequest Dense = new() { Vector = new float[] { 1, 0 }, Limit = 20 };

    [Fact]
    public async Task OneOfSoMany_IsRepeated_AndItsRecallIsMeasured()
    {
        List<double> measured = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == MetricList.RecallProbe.Name)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => measured.Add(value));
        listener.Start();
        RecallProbe probe = Probe(every: 10);
        LossySearcher searcher = new(misses: 0.5);
        for (int i = 0; i < 100; i++)
        {
            Search(probe, searcher, Dense);
            await probe.Repetition;
        }

        Assert.Equal(10, searcher.ExactCount);
        Assert.Equal(10, measured.Count);
        Assert.InRange(measured.Average(), 0.3, 0.7);
    }

    [Fact]
    public async Task NoneIsRepeated_ThatMissesNothing_OrWhereItIsOff()
    {
        LossySearcher searcher = new(misses: 0.5);
        RecallProbe always = Probe(every: 1);
        Search(always, searcher, Dense with { Exact = true });
        Search(always, searcher, Dense with { Vector = null });
        await always.Repetition;
        RecallProbe never = Probe(every: 0);
        Search(never, searcher, Dense);
        await never.Repetition;
        Assert.Equal(1, searcher.ExactCount);
    }

    [Fact]
    public async Task AFailure_EndsNothing()
    {
        RecallProbe probe = Probe(every: 1);
        LossySearcher failing = new(misses: 0.5) { OnExact = _ => throw new InvalidDataException("A page is damaged.") };
        for (int i = 0; i < 2; i++)
        {
            Search(probe, failing, Dense);
            await probe.Repetition;
        }

        Assert.Equal(2, failing.ExactCount);
    }

    private static RecallProbe Probe(int every) =>
        new(Options.Create(new QueryOptions { RecallProbeEvery = every }), NullLogger<RecallProbe>.Instance);

    private static void Search(RecallProbe probe, LossySearcher searcher, ShardSearchRequest request)
    {
        IShardSearchWatch? watch = ((IQueryObserver)probe).BeginShardSearch(Shard, searcher, request);
        ShardSearchReply reply = ShardTranslation.ToWire(
            searcher.Search(ShardTranslation.ToQuery(request), CancellationToken.None),
            new ShardPosition(1, 1),
            null
        );
        watch?.Ended(reply);
    }
}

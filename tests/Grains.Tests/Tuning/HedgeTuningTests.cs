using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Tuning;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Tuning;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Tuning;

/// <summary>The hedge delay is tuned by what calls take, and only where the settings say so.</summary>
public sealed class HedgeTuningTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    [Fact]
    public void ADelayThatMakesCallsQuicker_IsTaken_WithinTheBounds()
    {
        HedgeTuning tuning = Tuning(isOn: true);
        HashSet<double> drawn = [];
        for (int i = 0; i < 200_000; i++)
        {
            double factor = tuning.Draw();
            drawn.Add(factor);
            // The shorter the delay, the quicker the calls.
            tuning.Observe(factor, TimeSpan.FromMilliseconds(10 * factor * (1 + (0.2 * (i % 7)))));
        }

        Assert.Equal(HedgeTuning.Knob.Min, tuning.With(tuner => tuner.Value));
        Assert.All(drawn, factor => Assert.InRange(factor, HedgeTuning.Knob.Min, HedgeTuning.Knob.Max));
        Assert.NotEmpty(tuning.With(tuner => tuner.Changes));
    }

    [Fact]
    public void WhereItIsOff_EveryCallWaitsTheSame()
    {
        HedgeTuning tuning = Tuning(isOn: false);
        for (int i = 0; i < 10_000; i++)
        {
            Assert.Equal(1, tuning.Draw());
            tuning.Observe(1, TimeSpan.FromMilliseconds(1));
        }

        Assert.Empty(tuning.With(tuner => tuner.Changes));
    }

    [Fact]
    public async Task TheGrain_TellsTheKnob_AndRefusesWhatIsNotThere()
    {
        string silo = cluster.Silos.Primary!.SiloAddress.ToParsableString();
        ITuningGrain grain = cluster.Grains.GetGrain<ITuningGrain>(silo);
        KnobState[] knobs = await grain.ListAsync(CancellationToken.None);
        Assert.Equal(
            ["cache_window/L1/embeddings", "cache_window/L1/queries", "hedge_delay", "query_wait"],
            knobs.Select(knob => knob.Name).Order()
        );
        KnobState knob = knobs.Single(knob => knob.Name == "hedge_delay");
        Assert.Equal((silo, "hedge_delay", false, 1.0), (knob.Silo, knob.Name, knob.IsOn, knob.Value));
        Assert.Equal(
            ErrorKind.NotFound,
            (await Assert.ThrowsAsync<RagException>(() => grain.RevertAsync("hedge_delay", 1, CancellationToken.None))).Kind
        );
        Assert.Equal(
            ErrorKind.NotFound,
            (await Assert.ThrowsAsync<RagException>(() => grain.ReleaseAsync("nothing", CancellationToken.None))).Kind
        );
        Assert.False((await grain.ReleaseAsync("hedge_delay", CancellationToken.None)).IsHeld);
    }

    private static HedgeTuning Tuning(bool isOn) =>
        new(Options.Create(new QueryOptions { TuneHedging = isOn }), new ManualTime(), NullLogger<HedgeTuning>.Instance);
}

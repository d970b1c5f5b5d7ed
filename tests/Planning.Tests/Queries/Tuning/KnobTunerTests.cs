using RagCluster.Planning.Experiments;
using RagCluster.Planning.Queries.Superposition.Sampling;
using RagCluster.Planning.Queries.Tuning;

namespace RagCluster.Planning.Tests.Queries.Tuning;

/// <summary>A knob finds its place by what it costs, stays within its bounds, and is turned by nothing else.</summary>
public sealed class KnobTunerTests
{
    private static readonly Knob Delay = new("delay", Start: 1, Min: 0.25, Max: 4, Factor: 1.25);
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.5)]
    [InlineData(2.0)]
    public void TheKnob_FindsTheCheapestPlace_AndEachStepIsLogged(double best)
    {
        KnobTuner tuner = new(Delay);
        Run(tuner, value => Math.Pow(Math.Log(value / best), 2), uses: 400_000);
        Assert.InRange(tuner.Value, best / 1.3, best * 1.3);
        double at = Delay.Start;
        foreach (TuningChange change in tuner.Changes)
        {
            Assert.Equal(at, change.From);
            Assert.NotEmpty(change.Reason);
            at = change.To;
        }

        Assert.Equal(tuner.Value, at);
    }

    [Fact]
    public void ItNeverLeavesItsBounds()
    {
        KnobTuner down = new(Delay);
        Run(down, Math.Log, uses: 400_000, value => Assert.InRange(value, Delay.Min, Delay.Max));
        Assert.Equal(Delay.Min, down.Value);
        KnobTuner up = new(Delay);
        Run(up, value => -Math.Log(value), uses: 400_000, value => Assert.InRange(value, Delay.Min, Delay.Max));
        Assert.Equal(Delay.Max, up.Value);
    }

    [Fact]
    public void WhatMakesNoDifference_TurnsNothing()
    {
        int turned = 0;
        for (ulong seed = 0; seed < 50; seed++)
        {
            KnobTuner tuner = new(Delay);
            Run(tuner, _ => 0, uses: 60_000, seed: seed);
            turned += tuner.Changes.Count > 0 ? 1 : 0;
        }

        Assert.True(turned <= 2, $"{turned} of 50 runs.");
    }

    [Fact]
    public void ARevertedChange_IsTakenBack_WithThoseAfterIt_AndTheKnobIsHeld()
    {
        KnobTuner tuner = new(Delay);
        Run(tuner, Math.Log, uses: 400_000);
        Assert.True(tuner.Changes.Count >= 3);
        TuningChange second = tuner.Changes[1];
        TuningChange? back = tuner.Revert(second.Number, Begin);
        Assert.Equal((second.From, tuner.Value), (back!.To, back.To));
        Assert.Contains("reverted", back.Reason, StringComparison.Ordinal);
        double held = tuner.Value;
        Run(tuner, Math.Log, uses: 100_000);
        Assert.Equal(held, tuner.Value);
        Assert.True(tuner.IsHeld);
        tuner.Release();
        Run(tuner, Math.Log, uses: 400_000);
        Assert.Equal(Delay.Min, tuner.Value);
        Assert.Null(tuner.Revert(999, Begin));
    }

    [Fact]
    public void StoredTuning_GoesOn_WithinTheBoundsOfToday()
    {
        KnobTuner first = new(Delay);
        Run(first, Math.Log, uses: 400_000);
        KnobTuner second = new(Delay, first.ToSums());
        Assert.Equal(first.Value, second.Value);
        Assert.Equal(first.Changes, second.Changes);
        Assert.Equal(0.5, new KnobTuner(Delay with { Min = 0.5 }, first.ToSums()).Value);
    }

    [Fact]
    public void UsesOfAValueThatIsNoLongerTried_AreLeftOut()
    {
        KnobTuner tuner = new(Delay);
        Tally much = new(1000, 9000, 81_500);
        Assert.Null(tuner.Observe(3.3, much, Begin));
        Assert.Equal(default, tuner.ToSums().Current);
    }

    // Uses in batches as silos report them, with the noise that latencies have.
    private static void Run(KnobTuner tuner, Func<double, double> cost, int uses, Action<double>? check = null, ulong seed = 4)
    {
        SeededRandom random = new(seed);
        const int Batch = 50;
        for (int i = 0; i < uses; i += Batch)
        {
            double used = random.NextUniform() < KnobTuner.TrialShare && tuner.Candidate(Begin) is { } candidate ? candidate : tuner.Value;
            check?.Invoke(used);
            Tally sum = default;
            for (int j = 0; j < Batch; j++)
                sum = sum.With(3 + cost(used) + (0.5 * random.NextNormal()));
            tuner.Observe(used, sum, Begin);
        }
    }
}

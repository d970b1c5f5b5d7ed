using RagCluster.Planning.Queries.Superposition.Sampling;
using RagCluster.Planning.Queries.Tuning;

namespace RagCluster.Planning.Tests.Queries.Tuning;

/// <summary>The search effort follows the recall that was reached, within its bounds, and is turned by nothing else.</summary>
public sealed class EffortTunerTests
{
    private const int Neighbours = 20;
    private static readonly Knob Effort = new("effort", Start: 1, Min: 0.5, Max: 4, Factor: 1.15);
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.9, 0.84)]
    [InlineData(0.95, 0.90)]
    [InlineData(0.99, 0.96)]
    [InlineData(0.9, 0.98)]
    public void TheEffort_GoesToWhereTheTargetIsReached_AndStaysThere(double target, double reached)
    {
        EffortTuner tuner = new(Effort);
        Run(tuner, target, reached, 40_000);
        double recall = RecallAt(tuner.Value, reached);
        Assert.InRange(recall, target, 1 - ((1 - target) / 2));
        Assert.NotEmpty(tuner.Changes);
        Assert.Single(tuner.Changes.Select(change => change.To > change.From).Distinct());
        double at = Effort.Start;
        foreach (TuningChange change in tuner.Changes)
        {
            Assert.Equal(at, change.From);
            Assert.Contains($"{target:0.000} is the target", change.Reason, StringComparison.Ordinal);
            at = change.To;
        }

        Assert.Equal(tuner.Value, at);
    }

    [Theory]
    [InlineData(0.2, 4)]
    [InlineData(0.9999, 0.5)]
    public void ItNeverLeavesItsBounds(double reached, double end)
    {
        EffortTuner tuner = new(Effort);
        Run(tuner, 0.9, reached, 40_000, value => Assert.InRange(value, Effort.Min, Effort.Max));
        Assert.Equal(end, tuner.Value);
    }

    [Fact]
    public void WhatReachesItsTarget_TurnsNothing()
    {
        int turned = 0;
        for (ulong seed = 0; seed < 50; seed++)
        {
            EffortTuner tuner = new(Effort);
            Run(tuner, 0.9, 0.91, 10_000, seed: seed);
            turned += tuner.Changes.Count > 0 ? 1 : 0;
        }

        Assert.True(turned <= 3, $"{turned} of 50 runs.");
    }

    [Fact]
    public void SearchesOfDifferentTargets_CountByTheirOwn()
    {
        EffortTuner tuner = new(Effort);
        SeededRandom random = new(7);
        for (int i = 0; i < 20_000; i++)
        {
            double target = i % 2 == 0 ? 0.8 : 0.98;
            tuner.Observe(tuner.Value, Draw(random, target + ((1 - target) / 4)), target, Begin);
        }

        Assert.Empty(tuner.Changes);
    }

    [Fact]
    public void ARevertedChange_IsTakenBack_AndTheEffortIsHeldUntilItIsReleased()
    {
        EffortTuner tuner = new(Effort);
        Run(tuner, 0.9, 0.5, 40_000);
        Assert.True(tuner.Changes.Count >= 3);
        TuningChange second = tuner.Changes[1];
        Assert.Equal(second.From, tuner.Revert(second.Number, Begin)!.To);
        Run(tuner, 0.9, 0.5, 10_000);
        Assert.Equal((second.From, true), (tuner.Value, tuner.IsHeld));
        Assert.Null(tuner.Revert(999, Begin));
        tuner.Release();
        Run(tuner, 0.9, 0.5, 40_000);
        Assert.True(tuner.Value > second.From);
    }

    [Fact]
    public void SearchesOfAnEffortThatIsNoLongerInUse_AreLeftOut()
    {
        EffortTuner tuner = new(Effort);
        for (int i = 0; i < 5_000; i++)
            Assert.Null(tuner.Observe(1.15, 0, 0.9, Begin));
        Assert.Equal(1, tuner.Value);
    }

    // Misses fall about exponentially with the effort.
    private static double RecallAt(double effort, double reached) => 1 - Math.Pow(1 - reached, effort);

    private static double Draw(SeededRandom random, double recall)
    {
        int found = 0;
        for (int i = 0; i < Neighbours; i++)
            found += random.NextUniform() < recall ? 1 : 0;
        return (double)found / Neighbours;
    }

    private static void Run(EffortTuner tuner, double target, double reached, int searches, Action<double>? check = null, ulong seed = 3)
    {
        SeededRandom random = new(seed);
        for (int i = 0; i < searches; i++)
        {
            double value = tuner.Value;
            check?.Invoke(value);
            tuner.Observe(value, Draw(random, RecallAt(value, reached)), target, Begin);
        }
    }
}

using RagCluster.Corpus.Collections;
using RagCluster.Grains.Experiments;
using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Tests.Experiments;

/// <summary>What an experiment counts, when its arms are stopped, and what is stored of it.</summary>
public sealed class ExperimentRunTests
{
    private static readonly DateTimeOffset Began = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Began + TimeSpan.FromHours(1);

    [Fact]
    public void ALaterExperimentOfTheName_AssignsUnitsAnew()
    {
        Assert.Equal($"t/e {Began.UtcTicks}", ExperimentRun.Begin(Definition(), "t/e", Began).Describe().Salt);
        Assert.NotEqual(
            ExperimentRun.Begin(Definition(), "t/e", Began).Describe().Salt,
            ExperimentRun.Begin(Definition(), "t/e", Later).Describe().Salt
        );
    }

    [Fact]
    public void AUnit_CountsOnceForEachKind()
    {
        ExperimentRun run = ExperimentRun.Begin(Definition(), "t/e", Began);
        Assert.True(run.Count(new UnitOutcome(1, OutcomeKind.Feedback, 1)));
        Assert.False(run.Count(new UnitOutcome(1, OutcomeKind.Feedback, 0)));
        Assert.True(run.Count(new UnitOutcome(1, OutcomeKind.Latency, 0.1)));
        Assert.Equal(1, run.Describe().Arms.Sum(arm => arm.Outcomes[(int)OutcomeKind.Feedback].Units));
    }

    [Fact]
    public void AnArmThatLoses_IsStoppedOnce_AndTheExperimentEndsWithItsLastArm()
    {
        ExperimentRun run = ExperimentRun.Begin(Definition(), "t/e", Began);
        Assert.Empty(run.StopLosers(Later));
        Lose(run);
        ArmStop stop = Assert.Single(run.StopLosers(Later));
        Assert.Equal((1, Later, "treatment"), (stop.Arm, stop.At, run.NameOf(stop.Arm)));
        Assert.Equal("It is worse than the control in feedback by more than the accepted 0.", stop.Reason);
        ExperimentState over = run.Describe();
        Assert.Equal((Later, Later, stop.Reason), (over.StoppedAt, over.Arms[1].StoppedAt, over.Arms[1].StopReason));
        Assert.True(run.IsStopped);
        Assert.Empty(run.StopLosers(Later));
    }

    [Fact]
    public void AStop_KeepsItsFirstReason()
    {
        ExperimentRun run = ExperimentRun.Begin(Definition(), "t/e", Began);
        Assert.True(run.Stop("enough", Later));
        Assert.False(run.Stop("again", Later + TimeSpan.FromHours(1)));
        Assert.Equal((Later, "enough"), (run.Describe().StoppedAt, run.Describe().StopReason));
    }

    [Fact]
    public void WhatIsStored_BringsBackEvidenceStopsAndCountedUnits()
    {
        ExperimentRun run = ExperimentRun.Begin(Definition(), "t/e", Began);
        Lose(run);
        run.StopLosers(Later);
        StoredExperiment stored = new();
        Assert.Null(ExperimentRun.Restore(stored));
        run.CopyTo(stored);
        ExperimentRun restored = ExperimentRun.Restore(stored)!;
        ExperimentState before = run.Describe(),
            after = restored.Describe();
        Assert.Equal(
            (before.Salt, before.CreatedAt, before.StoppedAt, before.StopReason),
            (after.Salt, after.CreatedAt, after.StoppedAt, after.StopReason)
        );
        Assert.Equal(before.Arms.SelectMany(arm => arm.Outcomes), after.Arms.SelectMany(arm => arm.Outcomes));
        Assert.Equal(before.Arms.Select(arm => arm.StopReason), after.Arms.Select(arm => arm.StopReason));
        Assert.False(restored.Count(new UnitOutcome(0, OutcomeKind.Feedback, 1)));
    }

    // Units in the upper half of the numbers have the second arm.
    private static void Lose(ExperimentRun run)
    {
        for (int i = 0; i < 1000; i++)
            run.Count(new UnitOutcome((ulong)i << 54, OutcomeKind.Feedback, i < 512 ? 1 : 0));
    }

    private static ExperimentDefinition Definition() =>
        new()
        {
            Name = "e",
            Collection = new CollectionId("t", "c"),
            Arms =
            [
                new("control", 0.5, new QueryOverrides(SearchOptionsPatch.Of([]))),
                new(
                    "treatment",
                    0.5,
                    new QueryOverrides(SearchOptionsPatch.Of([(SearchOptionList.Find(nameof(RetrievalOptions.Mode)), SearchMode.Bm25)]))
                ),
            ],
            Primary = OutcomeKind.Feedback,
            Guardrails = [new GuardrailDefinition(OutcomeKind.Feedback, 0)],
        };
}

using RagCluster.Planning.Experiments;
using RagCluster.Planning.Queries.Superposition.Sampling;

namespace RagCluster.Planning.Tests.Experiments;

public sealed class ExperimentEvidenceTests
{
    private static readonly ExperimentArm[] Two = [new("control", 0.5), new("treatment", 0.5)];

    [Fact]
    public void AUnit_CountsOnceInEachMetric()
    {
        ExperimentEvidence evidence = new(Design());
        Assert.True(evidence.Record(1, OutcomeMetric.Feedback, 1));
        Assert.False(evidence.Record(1, OutcomeMetric.Feedback, 0));
        Assert.True(evidence.Record(1, OutcomeMetric.Latency, 3));
        Assert.Equal(new Tally(1, 1, 1), Of(evidence, 0, OutcomeMetric.Feedback).Tally);
        Assert.Equal(new Tally(1, 3, 9), Of(evidence, 0, OutcomeMetric.Latency).Tally);
    }

    [Fact]
    public void ValuesThatTheMetricDoesNotHave_AreLeftOut()
    {
        ExperimentEvidence evidence = new(Design());
        Assert.False(evidence.Record(1, OutcomeMetric.Feedback, 2));
        Assert.False(evidence.Record(2, OutcomeMetric.Groundedness, double.NaN));
        Assert.False(evidence.Record(3, OutcomeMetric.Latency, double.NegativeInfinity));
        Assert.All(evidence.Judge().SelectMany(arm => arm.Metrics), metric => Assert.Equal(0, metric.Tally.Count));
    }

    [Fact]
    public void AClick_CountsOnce_AndOnlyOfAUnitThatWasShownSomething()
    {
        ExperimentEvidence evidence = new(Design());
        Assert.False(evidence.RecordClick(1));
        Assert.True(evidence.Record(1, OutcomeMetric.Click, 0));
        Assert.Equal(new Tally(1, 0, 0), Of(evidence, 0, OutcomeMetric.Click).Tally);
        Assert.True(evidence.RecordClick(1));
        Assert.False(evidence.RecordClick(1));
        Assert.Equal(new Tally(1, 1, 1), Of(evidence, 0, OutcomeMetric.Click).Tally);
    }

    [Fact]
    public void ALosingArm_BreaksItsGuardrail_AndAWinningOneDoesNot()
    {
        Assert.Equal(OutcomeMetric.Answered, Judged(0.9, 0.6, margin: 0).Broken?.Metric);
        Assert.Null(Judged(0.6, 0.9, margin: 0).Broken);
        // What it loses is accepted.
        Assert.Null(Judged(0.9, 0.6, margin: 0.4).Broken);
        Assert.Equal(ArmVerdict.Worse, Judged(0.9, 0.6, margin: 0.4).Verdict);
        Assert.Equal(ArmVerdict.Better, Judged(0.6, 0.9, margin: 0).Verdict);
    }

    [Fact]
    public void AMarginOfLatency_IsARatio()
    {
        Assert.NotNull(Slower(1.5, margin: 0.2));
        Assert.Null(Slower(1.5, margin: 0.6));

        static Guardrail? Slower(double ratio, double margin)
        {
            ExperimentEvidence evidence = new(Design(new Guardrail(OutcomeMetric.Latency, margin)));
            Fill(evidence, OutcomeMetric.Latency, (arm, random) => Math.Log(20 * (arm == 0 ? 1 : ratio)) + (0.3 * random.NextNormal()));
            return evidence.Judge()[1].Broken;
        }
    }

    [Fact]
    public void EqualArms_BreakAnyOfSeveralGuardrails_InFewerRunsThanAlpha()
    {
        const int Runs = 200;
        ExperimentArm[] four = [new("control", 0.25), new("a", 0.25), new("b", 0.25), new("c", 0.25)];
        ExperimentDesign design = new(
            "s",
            four,
            OutcomeMetric.Feedback,
            [new(OutcomeMetric.Feedback, 0), new(OutcomeMetric.Answered, 0)],
            0.05
        );
        int broken = 0;
        for (ulong run = 0; run < Runs; run++)
        {
            ExperimentEvidence evidence = new(design);
            SeededRandom random = new(run);
            bool isBroken = false;
            for (int i = 0; i < 2000 && !isBroken; i++)
            {
                ulong unit = random.NextBits();
                evidence.Record(unit, OutcomeMetric.Feedback, random.NextUniform() < 0.7 ? 1 : 0);
                evidence.Record(unit, OutcomeMetric.Answered, random.NextUniform() < 0.9 ? 1 : 0);
                isBroken = i % 10 == 0 && evidence.Judge().Any(arm => arm.Broken is not null);
            }

            broken += isBroken ? 1 : 0;
        }

        Assert.True(broken <= 0.05 * Runs, $"{broken} of {Runs} runs.");
    }

    [Fact]
    public void ThePValue_NeverRisesAgain()
    {
        ExperimentEvidence evidence = new(Design());
        Fill(evidence, OutcomeMetric.Feedback, (arm, random) => random.NextUniform() < (arm == 0 ? 0.4 : 0.7) ? 1 : 0);
        double least = Of(evidence, 1, OutcomeMetric.Feedback).PValue;
        Assert.True(least < 0.001);
        // What comes later says the opposite, until the arms are equal.
        Fill(evidence, OutcomeMetric.Feedback, (arm, random) => random.NextUniform() < (arm == 0 ? 0.7 : 0.4) ? 1 : 0, seed: 12);
        Assert.InRange(Of(evidence, 1, OutcomeMetric.Feedback).Difference.Estimate, -0.05, 0.05);
        Assert.Equal(least, Of(evidence, 1, OutcomeMetric.Feedback).PValue);
    }

    [Fact]
    public void StoredEvidence_GoesOn()
    {
        ExperimentEvidence first = new(Design());
        Fill(first, OutcomeMetric.Feedback, (arm, random) => random.NextUniform() < (arm == 0 ? 0.4 : 0.7) ? 1 : 0);
        first.Record(42, OutcomeMetric.Answered, 1);
        MetricJudgement before = Of(first, 1, OutcomeMetric.Feedback);
        ExperimentEvidence second = new(Design(), first.ToSums());
        Assert.Equal(before, Of(second, 1, OutcomeMetric.Feedback));
        Assert.False(second.Record(42, OutcomeMetric.Answered, 1));
    }

    [Fact]
    public void EvidenceFromBeforeAMetric_KeepsItsPlaces()
    {
        Tally[] fourMetrics = [.. Enumerable.Range(1, 8).Select(i => new Tally(i, 0, 0))];
        ExperimentEvidence evidence = new(Design(), new EvidenceSums(fourMetrics, new double[8], []));
        Assert.Equal([1, 2, 3, 4, 0], evidence.Judge()[0].Metrics.Select(metric => metric.Tally.Count));
        Assert.Equal([5, 6, 7, 8, 0], evidence.Judge()[1].Metrics.Select(metric => metric.Tally.Count));
    }

    [Fact]
    public void TheFilter_LosesFewUnits()
    {
        SeenUnits seen = new();
        SeededRandom random = new(3);
        int lost = 0;
        for (int i = 0; i < 100_000; i++)
            lost += seen.Add(random.NextBits(), i % 4) ? 0 : 1;
        Assert.True(lost < 1000, $"{lost} of 100,000.");
        Assert.True(SeenUnits.Read(seen.ToBytes()).ToBytes().SequenceEqual(seen.ToBytes()));
    }

    private static ExperimentDesign Design(params Guardrail[] guardrails) => new("s", Two, OutcomeMetric.Feedback, guardrails, 0.05);

    private static MetricJudgement Of(ExperimentEvidence evidence, int arm, OutcomeMetric metric) =>
        evidence.Judge()[arm].Metrics[(int)metric];

    private static ArmJudgement Judged(double control, double treatment, double margin)
    {
        ExperimentEvidence evidence = new(Design(new Guardrail(OutcomeMetric.Answered, margin)) with { Primary = OutcomeMetric.Answered });
        Fill(evidence, OutcomeMetric.Answered, (arm, random) => random.NextUniform() < (arm == 0 ? control : treatment) ? 1 : 0);
        return evidence.Judge()[1];
    }

    private static void Fill(ExperimentEvidence evidence, OutcomeMetric metric, Func<int, SeededRandom, double> draw, ulong seed = 11)
    {
        SeededRandom random = new(seed);
        for (int i = 0; i < 1500; i++)
        {
            ulong unit = random.NextBits();
            evidence.Record(unit, metric, draw(ArmAssignment.ArmOf(unit, Two), random));
        }
    }
}

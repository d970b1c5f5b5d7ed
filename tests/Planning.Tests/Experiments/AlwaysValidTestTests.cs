using RagCluster.Planning.Experiments;
using RagCluster.Planning.Queries.Superposition.Sampling;
using Xunit.Abstractions;

namespace RagCluster.Planning.Tests.Experiments;

/// <summary>The test's promises, by simulation: seeds are fixed, so a run says the same every time.</summary>
public sealed class AlwaysValidTestTests(ITestOutputHelper output)
{
    private const double Alpha = 0.05;
    private const int Runs = 1000;
    private const int PerArmMax = 4000;

    public static TheoryData<string> Outcomes => ["half", "rare", "often", "latency", "skewed"];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void ArmsThatDoNotDiffer_AreSaidToDiffer_InFewerRunsThanAlpha_HoweverOftenOneLooks(string outcome)
    {
        int said = Count(outcome, effect: 0, Decides);
        Assert.True(said <= Alpha * Runs, $"{said} of {Runs} runs.");
    }

    [Fact]
    public void ATestOfFixedLength_LookedAtAllTheTime_ErrsMuchMoreOften()
    {
        // What the simulation would show of a test that is not made for looking early: it can tell the difference.
        int said = Count("half", effect: 0, (metric, control, arm) => Math.Abs(Z(metric, control, arm)) > 1.96);
        Assert.True(said > 4 * Alpha * Runs, $"{said} of {Runs} runs.");
    }

    [Theory]
    [InlineData("half", 0.1)]
    [InlineData("rare", 0.06)]
    [InlineData("latency", 0.15)]
    [InlineData("skewed", 0.15)]
    public void AnArmThatDiffers_IsFound_WithTheRightSign(string outcome, double effect)
    {
        int better = Count(outcome, effect, (metric, control, arm) => AlwaysValidTest.Compare(metric, control, arm, Alpha).Lower > 0);
        int worse = Count(outcome, -effect, (metric, control, arm) => AlwaysValidTest.Compare(metric, control, arm, Alpha).Upper < 0);
        Assert.True(better >= 0.95 * Runs, $"{better} of {Runs} runs.");
        Assert.True(worse >= 0.95 * Runs, $"{worse} of {Runs} runs.");
    }

    [Fact]
    public void TheConfidenceSequence_HoldsTheTrueDifference_AllTheTime()
    {
        int missed = Count(
            "half",
            effect: 0.1,
            (metric, control, arm) => AlwaysValidTest.Compare(metric, control, arm, Alpha) is { Lower: > 0.1 } or { Upper: < 0.1 }
        );
        Assert.True(missed <= Alpha * Runs, $"{missed} of {Runs} runs.");
    }

    [Fact]
    public void TheConfidenceSequence_LeavesZeroOut_JustWhenThePValueIsBelowAlpha()
    {
        SeededRandom random = new(5);
        for (int i = 0; i < 1000; i++)
        {
            Tally control = Drawn(random, 100 + random.NextBelow(1000), random.NextUniform());
            Tally arm = Drawn(random, 100 + random.NextBelow(1000), random.NextUniform());
            ArmDifference difference = AlwaysValidTest.Compare(OutcomeMetric.Click, control, arm, Alpha);
            Assert.Equal(difference.LogRatio > Math.Log(1 / Alpha), difference.Lower > 0 || difference.Upper < 0);
        }
    }

    [Fact]
    public void BeforeTheLeastNumberOfObservations_NothingIsSaid()
    {
        Tally none = new(AlwaysValidTest.CountMin - 1, 0, 0);
        Tally all = new(10_000, 10_000, 10_000);
        Assert.Equal(ArmDifference.Unknown, AlwaysValidTest.Compare(OutcomeMetric.Answered, none, all, Alpha));
        Assert.Equal(ArmDifference.Unknown, AlwaysValidTest.Compare(OutcomeMetric.Answered, all, none, Alpha));
    }

    [Fact]
    public void ArmsWithoutAnySpread_AreComparedAllTheSame()
    {
        Tally all = new(1000, 1000, 1000);
        Tally none = new(1000, 0, 0);
        Assert.True(AlwaysValidTest.Compare(OutcomeMetric.Groundedness, all, none, Alpha).Upper < 0);
        Assert.Equal(0, AlwaysValidTest.Compare(OutcomeMetric.Groundedness, all, all, Alpha).Estimate);
    }

    [Fact]
    public void AFasterArm_IsBetter()
    {
        Tally slow = Enumerable.Range(0, 200).Aggregate(default(Tally), (sum, i) => sum.With(Math.Log(100 + i)));
        Tally fast = Enumerable.Range(0, 200).Aggregate(default(Tally), (sum, i) => sum.With(Math.Log(10 + i)));
        Assert.True(AlwaysValidTest.Compare(OutcomeMetric.Latency, slow, fast, Alpha).Lower > 0);
    }

    private static bool Decides(OutcomeMetric metric, Tally control, Tally arm) =>
        AlwaysValidTest.Compare(metric, control, arm, Alpha).LogRatio > Math.Log(1 / Alpha);

    // In how many runs something is said at any time. Units come in any order to either arm, and one looks after each.
    private int Count(string outcome, double effect, Func<OutcomeMetric, Tally, Tally, bool> says)
    {
        OutcomeMetric metric = outcome is "latency" or "skewed" ? OutcomeMetric.Latency : OutcomeMetric.Feedback;
        int said = 0;
        long observations = 0;
        for (int run = 0; run < Runs; run++)
        {
            SeededRandom random = new((ulong)run * 7919);
            Tally control = default;
            Tally arm = default;
            while (arm.Count < PerArmMax)
            {
                if (random.NextUniform() < 0.5)
                    control = control.With(Draw(outcome, 0, random));
                else
                    arm = arm.With(Draw(outcome, effect, random));
                if (control.Count < AlwaysValidTest.CountMin || arm.Count < AlwaysValidTest.CountMin || !says(metric, control, arm))
                    continue;
                said++;
                observations += control.Count + arm.Count;
                break;
            }
        }

        output.WriteLine(
            $"{outcome} {effect}: {said} of {Runs} runs, after {(said == 0 ? 0 : observations / said)} observations of both arms "
                + $"on average."
        );
        return said;
    }

    // A better arm has more of what is good, or takes less time.
    private static double Draw(string outcome, double effect, SeededRandom random) =>
        outcome switch
        {
            "half" => random.NextUniform() < 0.5 + effect ? 1 : 0,
            "rare" => random.NextUniform() < 0.05 + Math.Max(effect, -0.045) ? 1 : 0,
            "often" => random.NextUniform() < 0.98 + effect ? 1 : 0,
            "latency" => 4 + random.NextNormal() - effect,
            "skewed" => 2 - Math.Log(random.NextUniform()) - effect,
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };

    private static double Z(OutcomeMetric metric, Tally control, Tally arm)
    {
        ArmDifference difference = AlwaysValidTest.Compare(metric, control, arm, Alpha);
        double mean = (control.Sum + arm.Sum) / (control.Count + arm.Count);
        double variance = mean * (1 - mean) * ((1.0 / control.Count) + (1.0 / arm.Count));
        return difference.Estimate / Math.Sqrt(variance);
    }

    private static Tally Drawn(SeededRandom random, int count, double share) =>
        Enumerable.Range(0, count).Aggregate(default(Tally), (sum, _) => sum.With(random.NextUniform() < share ? 1 : 0));
}

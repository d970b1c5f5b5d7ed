using RagCluster.Planning.Queries.Superposition.Beliefs;

namespace RagCluster.Planning.Tests.Queries.Superposition.Beliefs;

public sealed class LatencyBeliefTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Coherence = TimeSpan.FromSeconds(300);

    [Fact]
    public void SlowSamples_ShowWithinThirtyOfThem()
    {
        LatencyBelief belief = default;
        for (int i = 0; i < 2000; i++)
            belief += LatencyBelief.Of(TimeSpan.FromMilliseconds(10), Start + TimeSpan.FromSeconds(i / 20.0));
        for (int i = 0; i < 30; i++)
            belief += LatencyBelief.Of(TimeSpan.FromMilliseconds(80), Start + TimeSpan.FromSeconds(100 + i / 20.0));
        Assert.InRange(belief.Expected(belief.LastSeen, Coherence), 0.018, 0.03);
        Assert.InRange(belief.Baseline.Mean, 0.0099, 0.0125);
    }

    [Fact]
    public void Silence_FadesTheLatencyToItsBaselineMonotonically()
    {
        LatencyBelief belief = Slowed();
        double before = double.MaxValue;
        for (int seconds = 0; seconds < 3000; seconds += 50)
        {
            double now = belief.Expected(belief.LastSeen + TimeSpan.FromSeconds(seconds), Coherence);
            Assert.InRange(now, belief.Baseline.Mean, before);
            before = now;
        }

        Assert.Equal(belief.Baseline.Mean, before, 1e-3);
    }

    [Fact]
    public void CoherenceTime_LeavesAnEth()
    {
        LatencyBelief belief = Slowed();
        double excess = belief.Recent.Mean - belief.Baseline.Mean;
        Assert.Equal(belief.Baseline.Mean + excess / Math.E, belief.Expected(belief.LastSeen + Coherence, Coherence), 1e-9);
    }

    [Fact]
    public void Merge_CommutesAndAssociates()
    {
        Random random = new(11);
        for (int round = 0; round < 300; round++)
        {
            LatencyBelief a = Any(random);
            LatencyBelief b = Any(random);
            LatencyBelief c = Any(random);
            Assert.Equal(a + b, b + a);
            AssertNear((a + b) + c, a + (b + c));
        }
    }

    [Fact]
    public void Nothing_IsNeutral()
    {
        LatencyBelief belief = Slowed();
        Assert.Equal(belief, belief + default(LatencyBelief));
        Assert.Equal(belief, default(LatencyBelief) + belief);
    }

    [Fact]
    public void NegativeLatency_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LatencyBelief.Of(TimeSpan.FromTicks(-1), Start));

    private static LatencyBelief Slowed()
    {
        LatencyBelief belief = default;
        for (int i = 0; i < 600; i++)
            belief += LatencyBelief.Of(TimeSpan.FromMilliseconds(i < 500 ? 10 : 80), Start + TimeSpan.FromSeconds(i));
        return belief;
    }

    private static LatencyBelief Any(Random random)
    {
        LatencyBelief belief = default;
        for (int i = random.Next(5); i >= 0; i--)
            belief += LatencyBelief.Of(TimeSpan.FromSeconds(random.NextDouble()), Start + TimeSpan.FromSeconds(60 * random.NextDouble()));
        return belief;
    }

    private static void AssertNear(LatencyBelief left, LatencyBelief right)
    {
        Assert.Equal(left.LastSeen, right.LastSeen);
        Assert.Equal(left.Recent.Weight, right.Recent.Weight, 1e-9);
        Assert.Equal(left.Recent.Sum, right.Recent.Sum, 1e-9);
        Assert.Equal(left.Baseline.Weight, right.Baseline.Weight, 1e-9);
        Assert.Equal(left.Baseline.Sum, right.Baseline.Sum, 1e-9);
    }
}

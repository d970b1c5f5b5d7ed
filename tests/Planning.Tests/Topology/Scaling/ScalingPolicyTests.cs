using RagCluster.Planning.Topology.Scaling;
using RagCluster.TestKit;

namespace RagCluster.Planning.Tests.Topology.Scaling;

public sealed class ScalingPolicyTests
{
    private readonly ManualTime _time = new();
    private readonly ScalingTargets _targets = new() { SilosMin = 2, SilosMax = 8 };

    [Theory]
    [InlineData(0.7, 0, 0, 3, "steady")]
    [InlineData(0.75, 0, 0, 3, "steady")]
    [InlineData(0.95, 0, 0, 5, "cpu")]
    [InlineData(0.1, 1000, 0, 5, "queue")]
    [InlineData(0.1, 0, 800, 5, "latency")]
    [InlineData(1, 90_000, 9000, 6, "queue")]
    public void Load_AsksForSilosByItsWorstMeasure(double cpu, long queue, double p95Ms, int wanted, string reason)
    {
        ScalingAdvice advice = new ScalingPolicy(_targets).Advise(Load(3, cpu, queue, p95Ms), _time.GetUtcNow());
        Assert.Equal(new ScalingAdvice(wanted, reason), advice);
    }

    [Theory]
    [InlineData(0.8, 3, "steady")]
    [InlineData(1, 4, "memory")]
    [InlineData(0.95, 4, "memory")]
    public void Memory_AsksForSilosToo(double memory, int wanted, string reason)
    {
        ScalingAdvice advice = new ScalingPolicy(_targets).Advise(Load(3, 0.1, 0, 0, memory), _time.GetUtcNow());
        Assert.Equal(new ScalingAdvice(wanted, reason), advice);
    }

    [Fact]
    public void MemoryThatIsLeftOut_AsksForNothing()
    {
        ScalingPolicy policy = new(_targets with { MemoryShare = 2 });
        Assert.Equal(new ScalingAdvice(3, "steady"), policy.Advise(Load(3, 0.7, 0, 0, 1), _time.GetUtcNow()));
    }

    [Fact]
    public void FullMemory_KeepsSilosThatTheProcessorsDoNotNeed()
    {
        ScalingPolicy policy = new(_targets);
        policy.Advise(Load(6, 0.2, 0, 0, 0.6), _time.GetUtcNow());
        _time.Advance(_targets.ScaleDownAfter);
        ScalingAdvice advice = policy.Advise(Load(6, 0.2, 0, 0, 0.6), _time.GetUtcNow());
        Assert.Equal(new ScalingAdvice(5, "memory"), advice);
    }

    [Fact]
    public void Number_StaysWithinItsLimits()
    {
        ScalingPolicy policy = new(_targets);
        Assert.Equal(new ScalingAdvice(8, "maximum"), policy.Advise(Load(6, 1, 100_000, 0), _time.GetUtcNow()));
        Assert.Equal(new ScalingAdvice(2, "minimum"), policy.Advise(Load(1, 0.7, 0, 0), _time.GetUtcNow()));
    }

    [Fact]
    public void QuietCluster_ShrinksOnlyAfterAWhile()
    {
        ScalingPolicy policy = new(_targets);
        for (int second = 0; second < 300; second += 5)
        {
            Assert.Equal(new ScalingAdvice(6, "waiting"), policy.Advise(Load(6, 0.2, 0, 0), _time.GetUtcNow()));
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(2, policy.Advise(Load(6, 0.2, 0, 0), _time.GetUtcNow()).WantedSilos);
    }

    [Fact]
    public void PeakInBetween_KeepsTheSilos()
    {
        ScalingPolicy policy = new(_targets);
        for (int second = 0; second < 1200; second += 5)
        {
            ScalingAdvice advice = policy.Advise(Load(6, second % 200 == 0 ? 0.7 : 0.2, 0, 0), _time.GetUtcNow());
            Assert.Equal(6, advice.WantedSilos);
            _time.Advance(TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public void OscillatingLoad_ChangesNothingTwiceWithinTheWhile()
    {
        ScalingPolicy policy = new(_targets);
        int silos = 3;
        List<int> history = [silos];
        for (int second = 0; second < 1800; second += 5)
        {
            double cpu = 2.4 * (second % 60 < 30 ? 1 : 0.4) / silos;
            int wanted = policy.Advise(Load(silos, cpu, 0, 0), _time.GetUtcNow()).WantedSilos;
            if (wanted != silos)
                history.Add(silos = wanted);
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.InRange(history.Count, 1, 3);
    }

    [Fact]
    public void ImpossibleTargets_AreNamed()
    {
        string[] failures =
        [
            .. new ScalingTargets
            {
                SilosMin = 5,
                SilosMax = 3,
                CpuShare = 0,
            }.Validate(),
        ];
        Assert.Equal(2, failures.Length);
        Assert.Contains("SilosMax (3)", failures[0], StringComparison.Ordinal);
    }

    private static ClusterLoad Load(int silos, double cpu, long queue, double p95Ms, double memory = 0) =>
        new(silos, cpu, queue, TimeSpan.FromMilliseconds(p95Ms), memory);
}

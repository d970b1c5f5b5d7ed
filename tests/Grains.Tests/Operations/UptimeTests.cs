using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Operations;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Operations;

/// <summary>How long a silo has served does not depend on what the wall clock is set to.</summary>
public sealed class UptimeTests
{
    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public void WallClockThatIsSet_ChangesNothing(int hours)
    {
        ManualTime time = new();
        Uptime uptime = new(time);
        SiloSampler sampler = new(new CallLedger(), uptime, time);
        time.Advance(TimeSpan.FromHours(hours));
        Assert.InRange(uptime.Elapsed, TimeSpan.Zero, TimeSpan.FromHours(1));
        Assert.InRange(sampler.Describe("silo").UptimeSeconds, 0, TimeSpan.FromHours(1).TotalSeconds);
    }
}

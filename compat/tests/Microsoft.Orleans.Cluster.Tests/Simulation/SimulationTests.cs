using System.Collections.Concurrent;
using System.Globalization;
using Xunit.Abstractions;

namespace Orleans.Cluster.Tests.Simulation;

/// <summary>Promise T0: whatever goes wrong, there is one activation of a grain, dead silos stay dead, views only go forward, and all is
/// well again once nothing goes wrong any more. SIM_SEEDS gives another number of seeds, SIM_FIRST another first one.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int SeedCount = 2000;

    [Fact]
    public void ManySeeds_BreakNoPromise()
    {
        var (first, count) = (Setting("SIM_FIRST", 0), Setting("SIM_SEEDS", SeedCount));
        var broken = new ConcurrentBag<(int Seed, string What)>();
        var (calls, answered, events) = (0L, 0L, 0L);
        var usedBefore = Environment.CpuUsage.TotalTime;
        var started = TimeProvider.System.GetTimestamp();
        Parallel.For(
            first,
            first + count,
            seed =>
            {
                var cluster = new SimCluster(seed);
                cluster.Run();
                foreach (var violation in cluster.Violations)
                    broken.Add((seed, violation));
                Interlocked.Add(ref calls, cluster.Calls);
                Interlocked.Add(ref events, cluster.World.Count);
                Interlocked.Add(ref answered, cluster.Answered);
            }
        );
        var used = (Environment.CpuUsage.TotalTime - usedBefore).TotalSeconds;
        output.WriteLine(
            $"{count} seeds in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F1} s, {used:F1} s of processor time, "
                + $"{events} events; {answered} of {calls} calls answered amid faults."
        );
        Assert.True(answered > calls / 2, "Hardly any call was answered: the simulation tests nothing.");
        Assert.True(broken.IsEmpty, string.Join('\n', broken.OrderBy(b => b.Seed).Take(20).Select(b => $"seed {b.Seed}: {b.What}")));
    }

    [Fact]
    public void SameSeed_GivesTheSameTrace()
    {
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var (one, two) = (new SimCluster(seed), new SimCluster(seed));
            one.Run();
            two.Run();
            Assert.Equal(one.World.Trace, two.World.Trace);
        }

        var other = new SimCluster(20);
        other.Run();
        var first = new SimCluster(0);
        first.Run();
        Assert.NotEqual(first.World.Trace, other.World.Trace);
    }

    private static int Setting(string name, int value) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : value;
}

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
        (int first, int count) = (Setting("SIM_FIRST", 0), Setting("SIM_SEEDS", SeedCount));
        ConcurrentBag<(int Seed, string What)> broken = new();
        (long calls, long answered, long events) = (0L, 0L, 0L);
        TimeSpan usedBefore = Environment.CpuUsage.TotalTime;
        long started = TimeProvider.System.GetTimestamp();
        Parallel.For(
            first,
            first + count,
            seed =>
            {
                SimCluster cluster = new(seed);
                cluster.Run();
                foreach (string violation in cluster.Violations)
                    broken.Add((seed, violation));
                Interlocked.Add(ref calls, cluster.Calls);
                Interlocked.Add(ref events, cluster.World.Count);
                Interlocked.Add(ref answered, cluster.Answered);
            }
        );
        double used = (Environment.CpuUsage.TotalTime - usedBefore).TotalSeconds;
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
        foreach (int seed in Enumerable.Range(0, 20))
        {
            (SimCluster? one, SimCluster? two) = (new SimCluster(seed), new SimCluster(seed));
            one.Run();
            two.Run();
            Assert.Equal(one.World.Trace, two.World.Trace);
        }

        SimCluster other = new(20);
        other.Run();
        SimCluster first = new(0);
        first.Run();
        Assert.NotEqual(first.World.Trace, other.World.Trace);
    }

    private static int Setting(string name, int value) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int given)
            ? given
            : value;
}

using System.Diagnostics;
using System.Globalization;
using RagCluster.Cluster.Tests.Cluster;
using RagCluster.Cluster.Tests.Load;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Cluster.Tests.Scenarios;

/// <summary>A silo stands still (SIGSTOP) and goes on, as a virtual machine does that is moved.</summary>
[Collection(ClusterScenarios.Name)]
public sealed class PausedSiloTests(ITestOutputHelper output)
{
    private const int Paused = 1;

    [Fact]
    public async Task FiveSeconds_DeclareNobodyDead()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync();
        ClusterLoad load = await StartLoadAsync(cluster);
        SiloProcess silo = cluster.Silo(Paused);
        silo.Signal("STOP");
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        silo.Signal("CONT");
        // A vote that was under way would be written within a probe's time.
        Assert.False(await silo.WaitForExitAsync(TimeSpan.FromSeconds(3)), $"The silo ended:\n{silo.Log}");
        await cluster.WaitUntilActiveAsync(cluster.Size);
        await load.EndAsync(cluster.Silo(0), output);
        cluster.AssertNoGrainActiveTwice(output);
        Assert.All(cluster.Running, pair => Assert.DoesNotContain("Dead to the cluster", pair.Silo.Log, StringComparison.Ordinal));
        ClusterLoad.AssertNoneFailed(load.Searches);
        ClusterLoad.AssertNoneFailed(load.Writes);
    }

    [Fact]
    public async Task FifteenSeconds_CostTheSiloItsShardsAndItsIdentity()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync();
        ClusterLoad load = await StartLoadAsync(cluster);
        SiloProcess silo = cluster.Silo(Paused);
        silo.Signal("STOP");
        long began = Stopwatch.GetTimestamp();
        TimeSpan declared = await cluster.WaitUntilActiveAsync(cluster.Size - 1, except: Paused);
        TimeSpan rest = TimeSpan.FromSeconds(15) - Stopwatch.GetElapsedTime(began);
        await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, TimeProvider.System);
        silo.Signal("CONT");
        long resumed = Stopwatch.GetTimestamp();
        Assert.True(await silo.WaitForExitAsync(TestPatience.Max), $"The silo is dead to the others and still runs:\n{silo.Log}");
        TimeSpan ended = Stopwatch.GetElapsedTime(resumed);
        cluster.Remove(Paused);
        await cluster.StartSiloAsync(Paused);
        await cluster.WaitUntilActiveAsync(cluster.Size);
        await load.EndAsync(cluster.Silo(0), output);
        cluster.AssertNoGrainActiveTwice(output);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"declared dead {declared.TotalSeconds:F1} s after it stood still, ended {ended.TotalSeconds:F1} s after it went on"
            )
        );
        PromisedTime.AssertMet(TimeSpan.FromSeconds(10), ended, "The silo that is dead to the others ended");
        ClusterLoad.AssertNoneFailed(load.Searches);
        ClusterLoad.AssertNoneFailed(load.Writes);
    }

    // The clients wait longer than any pause: a writer that gave a request up could be overtaken by it when the silo goes on.
    private static Task<ClusterLoad> StartLoadAsync(LocalCluster cluster) =>
        ClusterLoad.StartAsync(() => [.. cluster.Running.Select(pair => pair.Silo)], patience: TestPatience.Max);
}

using System.Text.Json.Nodes;
using RagCluster.Cluster.Tests.Cluster;
using RagCluster.Cluster.Tests.Load;
using Xunit.Abstractions;

namespace RagCluster.Cluster.Tests.Scenarios;

/// <summary>The clocks of the silos differ and jump, as they do when a machine wakes up or its time service is repaired.</summary>
[Collection(ClusterScenarios.Name)]
public sealed class ClockJumpTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task ClocksJump_AndNobodyDiesOrLosesAnything()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(withClocks: true);
        ClusterLoad load = await ClusterLoad.StartAsync(() => [.. cluster.Running.Select(pair => pair.Silo)]);
        (int Silo, int Seconds)[] jumps = [(1, 300), (2, -120), (0, 3_600), (1, -300), (2, 0), (0, 0)];
        foreach ((int silo, int seconds) in jumps)
        {
            cluster.Clock(silo).Jump(TimeSpan.FromSeconds(seconds));
            await Task.Delay(Between, TimeProvider.System);
        }

        await cluster.WaitUntilActiveAsync(cluster.Size);
        await load.EndAsync(cluster.Silo(0), output);
        Assert.All(cluster.Running, pair => Assert.DoesNotContain("Dead to the cluster", pair.Silo.Log, StringComparison.Ordinal));
        Assert.All(cluster.Running, pair => Assert.DoesNotContain("suspects", pair.Silo.Log, StringComparison.Ordinal));
        ClusterLoad.AssertNoneFailed(load.Searches);
        ClusterLoad.AssertNoneFailed(load.Writes);
    }

    [Fact]
    public async Task ClockOfASilo_IsWhatItsAnswersShow()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(silos: 1, withClocks: true);
        cluster.Clock(0).Jump(TimeSpan.FromHours(10));
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        Http.RagClient client = new(cluster.Silo(0).Http);
        Http.Reply created = (await client.CreateCollectionAsync(shards: 1))!;
        DateTimeOffset at = created.Json["created_at"]!.GetValue<DateTimeOffset>();
        Assert.InRange(at - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(9.9), TimeSpan.FromHours(10.1));
        // It has not served for ten hours.
        double uptime = (await client.GetAsync("/api/v1/status"))!.Json["uptime_seconds"]!.GetValue<double>();
        Assert.InRange(uptime, 1, 3_600);
        JsonNode silo = (await client.GetAsync("/api/v1/cluster"))!.Json["silos"]![0]!;
        Assert.InRange(silo["uptime_seconds"]!.GetValue<double>(), 1, 3_600);
    }
}

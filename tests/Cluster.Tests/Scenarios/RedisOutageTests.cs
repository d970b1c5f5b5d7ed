using System.Diagnostics;
using System.Globalization;
using RagCluster.Cluster.Tests.Cluster;
using RagCluster.Cluster.Tests.Http;
using RagCluster.Cluster.Tests.Load;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Cluster.Tests.Scenarios;

/// <summary>
/// The table of the members is gone, lost, or full of silos that are no more. <c>RAG_TEST_COLD_STARTS=9</c> fills it with 27 of those.
/// </summary>
[Collection(ClusterScenarios.Name)]
public sealed class RedisOutageTests(ITestOutputHelper output)
{
    private static int ColdStarts => LongRun.Number("RAG_TEST_COLD_STARTS", 1);

    [Fact]
    public async Task KilledAndStartedEmpty_FailsNothingAndHasAllSilosAgain()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync();
        ClusterLoad load = await ClusterLoad.StartAsync(() => [.. cluster.Running.Select(pair => pair.Silo)], retries: 0);
        await cluster.Redis.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System);
        await cluster.Redis.StartAgainAsync();
        TimeSpan back = await cluster.WaitUntilActiveAsync(cluster.Size);
        await load.EndAsync(cluster.Running[0].Silo, output);
        cluster.AssertNoGrainActiveTwice(output);

        // A silo that starts knows the others from the table only.
        await cluster.KillAsync(2);
        await cluster.StartSiloAsync(2);
        TimeSpan joined = await cluster.WaitUntilActiveAsync(cluster.Size);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"all silos active {back.TotalSeconds:F1} s after Redis came back empty; a silo started then is seen by all "
                    + $"{joined.TotalSeconds:F1} s after it was ready"
            )
        );
        PromisedTime.AssertMet(TimeSpan.FromSeconds(5), back, "The silos were back");
        ClusterLoad.AssertNoneFailed(load.Searches);
        ClusterLoad.AssertNoneFailed(load.Writes);
    }

    [Fact]
    public async Task WholeClusterKilled_StartsOverTheRowsOfTheDead()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync();
        RagClient client = new(cluster.Silo(0).Http);
        Assert.True((await client.CreateCollectionAsync(shards: 4, replicas: 2))!.IsAcknowledgement);
        FoundTokens texts = new();
        Random random = new(7);
        Assert.True(await texts.UploadAsync(client, random, count: 16));
        List<TimeSpan> firsts = [];
        List<TimeSpan> alls = [];
        for (int i = 0; i < ColdStarts; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, cluster.Size).Select(cluster.KillAsync));
            long began = Stopwatch.GetTimestamp();
            Task[] starts = [.. Enumerable.Range(0, cluster.Size).Select(cluster.StartSiloAsync)];
            await await Task.WhenAny(starts);
            firsts.Add(Stopwatch.GetElapsedTime(began));
            await Task.WhenAll(starts);
            alls.Add(Stopwatch.GetElapsedTime(began));
            await cluster.WaitUntilActiveAsync(cluster.Size);
        }

        foreach ((_, TestKit.SiloProcess silo) in cluster.Running)
        {
            CallLog log = new("searches");
            await texts.SearchOnceAsync(new RagClient(new RoundRobinSender(() => [silo], log)), random);
            ClusterLoad.AssertNoneFailed(log);
        }

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{ColdStarts} cold starts, the last over {3 * ColdStarts} dead rows: first silo ready after "
                    + $"{firsts[^1].TotalSeconds:F1} s (at most {firsts.Max().TotalSeconds:F1}), all after {alls[^1].TotalSeconds:F1} "
                    + $"s (at most {alls.Max().TotalSeconds:F1}); over an empty table all took {cluster.StartTook.TotalSeconds:F1} s"
            )
        );
        Assert.Empty(texts.Wrong);
        PromisedTime.AssertMet(TimeSpan.FromSeconds(10), firsts.Max(), "The first silo was ready");
        PromisedTime.AssertMet(TimeSpan.FromSeconds(20), alls.Max(), "All were ready");
    }
}

using System.Diagnostics;
using System.Globalization;
using RagCluster.Cluster.Tests.Cluster;
using RagCluster.Cluster.Tests.Http;
using RagCluster.Cluster.Tests.Load;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Cluster.Tests.Scenarios;

/// <summary>
/// Three silos; one after the other is killed at random and started again. <c>RAG_TEST_SILO_KILLS=60</c> is the long run;
/// <c>RAG_TEST_SILO_KILLS=12 RAG_TEST_KILL_EVERY=300</c> is an hour with a kill every five minutes, and <c>RAG_TEST_SOAK_FILE</c> names
/// the file for what the silos hold meanwhile.
/// </summary>
[Collection(ClusterScenarios.Name)]
public sealed class SiloKillTests(ITestOutputHelper output)
{
    private const int Seed = 20_262;

    // What is left of the time between two kills, without that in which the killed silo comes back.
    private static TimeSpan Calm => TimeSpan.FromSeconds(LongRun.Number("RAG_TEST_KILL_EVERY", 0));

    private static int Kills => LongRun.Number("RAG_TEST_SILO_KILLS", 5);

    [Fact]
    public async Task KilledOneAfterTheOther_LosesDoublesAndFailsNothing()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync();
        // A killed silo stays in the clients' list until it runs again: they find out by its silence.
        SiloProcess[] known = [.. cluster.Running.Select(pair => pair.Silo)];
        ClusterLoad load = await ClusterLoad.StartAsync(() => [.. known]);
        load.BeginAsking(TimeSpan.FromMilliseconds(200));
        using CancellationTokenSource enough = new();
        SiloSamples samples = new();
        Task sampled = samples.TakeAsync(cluster, enough.Token);
        Random random = new(Seed);
        List<long> kills = [];
        List<TimeSpan> moves = [];
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < Kills; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1_000, 3_000)) + Calm, TimeProvider.System);
            int victim = random.Next(cluster.Size);
            kills.Add(Stopwatch.GetTimestamp());
            await cluster.KillAsync(victim);
            Task<TimeSpan> moved = TimeAsync(load, new Random(Seed + 1 + i));
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1_000, 3_000)), TimeProvider.System);
            await cluster.StartSiloAsync(victim);
            known[victim] = cluster.Silo(victim);
            moves.Add(await moved);
        }

        await Task.Delay(Calm, TimeProvider.System);
        TimeSpan killing = Stopwatch.GetElapsedTime(began);
        await enough.CancelAsync();
        await sampled;
        if (Environment.GetEnvironmentVariable("RAG_TEST_SOAK_FILE") is { Length: > 0 } file)
            samples.Write(file);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Kills} kills in {killing.TotalSeconds:F0} s; searches that began in the second after a kill: worst p99 "
                    + $"{load.Searches.WorstAfter(kills, TimeSpan.FromSeconds(1)).TotalMilliseconds:F0} ms; from a kill until eight "
                    + $"texts in all shards were indexed and searchable: "
                    + $"{string.Join(", ", moves.Select(move => move.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)))} s"
            )
        );
        await load.EndAsync(cluster.Running[0].Silo, output);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"no search ended well for {load.Searches.WorstGap().TotalSeconds:F2} s at worst, no ask for "
                    + $"{load.Asks.WorstGap().TotalSeconds:F2} s; {samples}"
            )
        );
        cluster.AssertNoGrainActiveTwice(output);
        ClusterLoad.AssertNoneFailed(load.Searches);
        ClusterLoad.AssertNoneFailed(load.Asks);
        ClusterLoad.AssertNoneFailed(load.Writes);
    }

    [Fact]
    public async Task WithoutASecondReplica_AnswersElsewhereSoon()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync();
        ClusterLoad load = await ClusterLoad.StartAsync(() => [.. cluster.Running.Select(pair => pair.Silo)], replicas: 1);
        Random random = new(Seed);
        List<TimeSpan> outages = [];
        for (int i = 0; i < Math.Max(2, Kills / 2); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1_000, 2_000)), TimeProvider.System);
            int victim = random.Next(cluster.Size);
            await cluster.KillAsync(victim);
            outages.Add(await UntilAnsweredAsync(cluster, random));
            await cluster.StartSiloAsync(victim);
            await cluster.WaitUntilActiveAsync(cluster.Size);
        }

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{outages.Count} kills with one replica; until every shard answered elsewhere: p50 "
                    + $"{outages.Order().ElementAt(outages.Count / 2).TotalSeconds:F1} s, worst {outages.Max().TotalSeconds:F1} s"
            )
        );
        await load.EndAsync(cluster.Running[0].Silo, output);
        cluster.AssertNoGrainActiveTwice(output);
        PromisedTime.AssertMet(TimeSpan.FromSeconds(3), outages.Max(), "A killed silo's shard answered elsewhere");
    }

    // Each of the silos that are left must find all shards.
    private static async Task<TimeSpan> UntilAnsweredAsync(LocalCluster cluster, Random random)
    {
        long began = Stopwatch.GetTimestamp();
        foreach ((_, SiloProcess silo) in cluster.Running)
        {
            RagClient client = new(new DirectSender(silo.Http, TimeSpan.FromSeconds(5)));
            while (await client.TrySearchAsync(Ingest.Version.New(random).Token) is not { IsAcknowledgement: true })
            {
                Assert.True(
                    Stopwatch.GetElapsedTime(began) < TestPatience.Max,
                    $"A silo that was left did not find all shards within {TestPatience.Max}."
                );
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }

        return Stopwatch.GetElapsedTime(began);
    }

    private static async Task<TimeSpan> TimeAsync(ClusterLoad load, Random random)
    {
        long began = Stopwatch.GetTimestamp();
        while (!await load.UploadToAllShardsAsync(random) && Stopwatch.GetElapsedTime(began) < TestPatience.Max) { }

        return Stopwatch.GetElapsedTime(began);
    }
}

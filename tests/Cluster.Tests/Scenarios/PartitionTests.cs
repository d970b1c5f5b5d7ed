using System.Diagnostics;
using System.Globalization;
using RagCluster.Cluster.Tests.Cluster;
using RagCluster.Cluster.Tests.Load;
using RagCluster.Cluster.Tests.Network;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Cluster.Tests.Scenarios;

/// <summary>
/// Three silos on three hosts, and the cables between them lose everything. <c>RAG_TEST_PARTITION_ROUNDS=20</c> repeats the cuts,
/// <c>RAG_TEST_PARTITION_SECONDS=30</c> makes it longer.
/// </summary>
[Collection(ClusterScenarios.Name)]
public sealed class PartitionTests(ITestOutputHelper output)
{
    private const int Silos = 3;
    private const int Seed = 20_262;

    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);

    private static int Rounds => LongRun.Number("RAG_TEST_PARTITION_ROUNDS", 1);

    private static TimeSpan CutFor => TimeSpan.FromSeconds(LongRun.Number("RAG_TEST_PARTITION_SECONDS", 12));

    // What is cut, which silos may die of it, and how.
    private static readonly Cut[] Cuts =
    [
        new("one from the others", [1], CutFromTheOthersAsync),
        new("one that hears nobody", [1], CutFromHearingAsync),
        new("two from each other", [0, 1], (network, _) => network.CutAsync(0, 1)),
        new("one from Redis", [], (network, cluster) => network.CutFromServerAsync(1, cluster.Redis.Port)),
        new("one from everything", [1], CutFromEverythingAsync),
    ];

    /// <summary>The cables are cut and mended one after the other, in one cluster that goes on being used.</summary>
    [Fact]
    public Task CutCables_LeaveSilosThatServe_AndLoseAndDoubleNothing() => RunAsync(Cuts);

    /// <summary>Silos are clogged one by one and freed in another order, so that every mixture of views comes up for a moment.</summary>
    [Fact]
    public Task CloggedOneByOneAndFreedInAnotherOrder_LosesAndDoublesNothing()
    {
        Random random = new(Seed);
        return RunAsync(
            new Cut(
                "clogged one by one and freed in another order",
                [0, 1, 2],
                async (network, _) =>
                {
                    await ForEachAsync(random, network.ClogAsync);
                    await ForEachAsync(random, network.HealAsync);
                }
            )
        );
    }

    private static async Task CutFromTheOthersAsync(SiloNetwork network, LocalCluster cluster)
    {
        await network.CutAsync(1, 0);
        await network.CutAsync(1, 2);
    }

    private static async Task CutFromHearingAsync(SiloNetwork network, LocalCluster cluster)
    {
        await network.CutOneWayAsync(0, 1);
        await network.CutOneWayAsync(2, 1);
    }

    private static async Task CutFromEverythingAsync(SiloNetwork network, LocalCluster cluster)
    {
        await CutFromTheOthersAsync(network, cluster);
        await network.CutFromServerAsync(1, cluster.Redis.Port);
        await network.CutFromServerAsync(1, cluster.Postgres.Port);
    }

    private async Task RunAsync(params Cut[] cuts)
    {
        await using SiloNetwork network = await SiloNetwork.CreateAsync(Silos);
        await using LocalCluster cluster = await LocalCluster.StartAsync(Silos, network);
        await cluster.KeepLogsOnFailureAsync(nameof(PartitionTests), output, () => RunAsync(network, cluster, cuts));
    }

    private async Task RunAsync(SiloNetwork network, LocalCluster cluster, Cut[] cuts)
    {
        // A balancer stops asking a silo that does not say that it is ready. A request to a silo that is cut off may hang; a client that
        // gave it up could be overtaken by it when the cable is mended, so the clients wait.
        await using ReadyBalancer balancer = new(cluster);
        ClusterLoad load = await ClusterLoad.StartAsync(() => balancer.Ready, patience: TestPatience.Max);
        List<TimeSpan> served = [];
        List<TimeSpan> healed = [];
        for (int round = 0; round < Rounds * cuts.Length; round++)
        {
            Cut cut = cuts[round % cuts.Length];
            await cut.MakeAsync(network, cluster);
            long began = Stopwatch.GetTimestamp();
            await ServeAsync(load, new Random(round));
            served.Add(Stopwatch.GetElapsedTime(began));
            TimeSpan rest = CutFor - Stopwatch.GetElapsedTime(began);
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, TimeProvider.System);
            await network.HealAsync();
            healed.Add(await HealedAsync(cluster, cut.MayDie));
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{cut.Name}, for {CutFor.TotalSeconds} s: uploads to all shards acknowledged and searchable after "
                        + $"{served[^1].TotalSeconds:F1} s; one view on all silos {healed[^1].TotalSeconds:F1} s after it was mended"
                )
            );
        }

        await load.EndAsync(cluster.Running[0].Silo, output);
        cluster.AssertNoGrainActiveTwice(output);
        PromisedTime.AssertMet(Promised, served.Max(), "Served again");
        PromisedTime.AssertMet(Promised, healed.Max(), "One view");
    }

    private static async Task ForEachAsync(Random random, Func<int, Task> change)
    {
        int[] order = [.. Enumerable.Range(0, Silos)];
        random.Shuffle(order);
        foreach (int index in order)
        {
            await change(index);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500, 3_000)), TimeProvider.System);
        }
    }

    private static async Task ServeAsync(ClusterLoad load, Random random)
    {
        long began = Stopwatch.GetTimestamp();
        while (!await load.UploadToAllShardsAsync(random) && Stopwatch.GetElapsedTime(began) < TestPatience.Max) { }
    }

    // A silo that the others declared dead ends itself when it hears of it, and whoever supervises it starts it again.
    private static async Task<TimeSpan> HealedAsync(LocalCluster cluster, int[] mayDie)
    {
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            foreach ((int index, SiloProcess silo) in cluster.Running.Where(pair => pair.Silo.HasExited))
            {
                Assert.True(mayDie.Contains(index), $"Silo {index} ended:\n{silo.Log}");
                cluster.Remove(index);
                await cluster.StartSiloAsync(index);
            }

            try
            {
                await cluster.WaitUntilActiveAsync(Silos, TimeSpan.FromSeconds(1));
                return Stopwatch.GetElapsedTime(began);
            }
            catch (InvalidOperationException) when (Stopwatch.GetElapsedTime(began) < TestPatience.Max)
            {
                // Not yet: a silo that is dead to the others may not have heard of it.
            }
        }
    }

    private sealed record Cut(string Name, int[] MayDie, Func<SiloNetwork, LocalCluster, Task> MakeAsync);
}

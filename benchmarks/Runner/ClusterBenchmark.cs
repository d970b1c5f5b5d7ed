using System.Diagnostics;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;
using RagCluster.Cli.Server;
using RagCluster.Client.Collections;

namespace RagCluster.Benchmarks;

/// <summary>
/// Searches a second with one, two and three silos on this machine, and what it costs a search that its shard is on another silo. The
/// silos and the callers share this machine's processors: more silos show what distribution costs, not what more machines gain.
/// </summary>
internal static class ClusterBenchmark
{
    private const int SilosMax = 3;
    private const int Callers = 8;
    private const int BatchDocuments = 50;
    private const string Spread = "spread";
    private const string Single = "single";
    private const string ProcessorTime = "processor time of all silos";
    private static readonly TimeSpan ReadyMax = TimeSpan.FromMinutes(2);

    /// <summary>Measures.</summary>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        using TemporaryFolder folder = TemporaryFolder.OpenToOthers();
        List<Figure> figures = [];
        for (int silos = 1; silos <= SilosMax; silos++)
        {
            Report.Note($"{silos} of {SilosMax} silos …");
            await using LocalCluster cluster = await LocalCluster.StartAsync(
                folder.Path,
                LoopbackPort.Reserve(SilosMax),
                silos,
                showLog: false,
                cancellationToken
            );
            figures.AddRange(await MeasureAsync(cluster, run.IsQuick, isFirst: silos == 1, cancellationToken));
            if (silos == SilosMax)
                figures.AddRange(await CompareAsync(cluster, run.IsQuick ? 100 : 1_000, cancellationToken));
        }

        return figures;
    }

    private static async Task<IEnumerable<Figure>> MeasureAsync(
        LocalCluster cluster,
        bool isQuick,
        bool isFirst,
        CancellationToken cancellationToken
    )
    {
        string name = cluster.Addresses.Count == 1 ? "1 silo" : $"{cluster.Addresses.Count} silos";
        HttpClient[] clients = [.. cluster.Addresses.Values.Select(address => new HttpClient { BaseAddress = address })];
        try
        {
            using RagClient client = new(clients[0].BaseAddress!, null);
            List<Figure> figures = [];
            // The documents stay in the database: each number of silos serves the same ones.
            if (isFirst)
                figures.Add(
                    new Figure(
                        name,
                        "documents indexed",
                        await IngestAsync(client, Spread, 4, 2, isQuick ? 100 : 500, cancellationToken),
                        "1/s"
                    )
                );
            await WaitPlacedAsync(client, Spread, cancellationToken);
            SearchLoad load = new(Spread);
            // By count, not by time: a silo's code is compiled again where it is hot, and each silo has to come that far.
            await load.WarmUpAsync(clients, Callers, isQuick ? 100 : 3_000, cancellationToken);
            TimeSpan used = cluster.ProcessorTime;
            Latencies measured = await load.RunAsync(clients, Callers, TimeSpan.FromSeconds(isQuick ? 3 : 15), cancellationToken);
            used = cluster.ProcessorTime - used;
            return
            [
                .. figures,
                new(name, $"searches, {Callers} callers", measured.Rate, "1/s"),
                new(name, "p50", measured.At(0.5), "ms"),
                new(name, "p99", measured.At(0.99), "ms"),
                new(name, ProcessorTime, used.TotalMilliseconds / measured.Count, "ms/search"),
            ];
        }
        finally
        {
            Array.ForEach(clients, c => c.Dispose());
        }
    }

    // One shard with one replica: one silo answers with a call within its process, the other one with a call over a connection.
    private static async Task<IEnumerable<Figure>> CompareAsync(LocalCluster cluster, int count, CancellationToken cancellationToken)
    {
        Uri any = cluster.Addresses.Values.First();
        using RagClient client = new(any, null);
        await IngestAsync(client, Single, 1, 1, 100, cancellationToken);
        PlacedShard shard = (await WaitPlacedAsync(client, Single, cancellationToken))[0];
        PlacedCluster placed = await client.GetAsync<PlacedCluster>("/api/v1/cluster", cancellationToken);
        string holder = placed.Silos.First(silo => silo.Address == shard.Silo && silo.Status == "Active").Name;
        string other = cluster.Addresses.Keys.First(name => name != holder);
        using HttpClient near = new() { BaseAddress = cluster.Addresses[holder] };
        using HttpClient far = new() { BaseAddress = cluster.Addresses[other] };
        SearchLoad load = new(Single);
        await load.CompareAsync(near, far, count / 4, cancellationToken);
        StageTimes nearBefore = await StageTimes.ReadAsync(near, "shards", cancellationToken);
        StageTimes farBefore = await StageTimes.ReadAsync(far, "shards", cancellationToken);
        (Latencies local, Latencies remote) = await load.CompareAsync(near, far, count, cancellationToken);
        double nearCall = (await StageTimes.ReadAsync(near, "shards", cancellationToken)).MeanSince(nearBefore);
        double farCall = (await StageTimes.ReadAsync(far, "shards", cancellationToken)).MeanSince(farBefore);
        TimeSpan length = TimeSpan.FromSeconds(count / 200.0);
        double nearUsed = await ProcessorTimeAsync(cluster, load, near, length, cancellationToken);
        double farUsed = await ProcessorTimeAsync(cluster, load, far, length, cancellationToken);
        return
        [
            new("shard on the asked silo", "search p50", local.At(0.5), "ms"),
            new("shard on the asked silo", "search p99", local.At(0.99), "ms"),
            new("shard on the asked silo", "shard call, mean", nearCall, "ms"),
            new("shard on the asked silo", ProcessorTime, nearUsed, "ms/search"),
            new("shard on another silo", "search p50", remote.At(0.5), "ms"),
            new("shard on another silo", "search p99", remote.At(0.99), "ms"),
            new("shard on another silo", "shard call, mean", farCall, "ms"),
            new("shard on another silo", ProcessorTime, farUsed, "ms/search"),
            new("remote less local", "search p50", remote.At(0.5) - local.At(0.5), "ms"),
            new("remote less local", "shard call, mean", farCall - nearCall, "ms"),
            new("remote less local", ProcessorTime, farUsed - nearUsed, "ms/search"),
        ];
    }

    // Processor time is what a machine that others use too leaves comparable.
    private static async Task<double> ProcessorTimeAsync(
        LocalCluster cluster,
        SearchLoad load,
        HttpClient silo,
        TimeSpan length,
        CancellationToken cancellationToken
    )
    {
        TimeSpan before = cluster.ProcessorTime;
        Latencies searches = await load.RunAsync([silo], 1, length, cancellationToken);
        return (cluster.ProcessorTime - before).TotalMilliseconds / searches.Count;
    }

    /// <summary>Makes a collection and indexes documents: how many a second.</summary>
    internal static async Task<double> IngestAsync(
        RagClient client,
        string collection,
        int shards,
        int replicas,
        int documents,
        CancellationToken cancellationToken
    )
    {
        await client.EnsureCollectionAsync(new NewCollection(collection) { Shards = shards, Replicas = replicas }, cancellationToken);
        long began = Stopwatch.GetTimestamp();
        foreach (object[] batch in new Corpus(seed: 1).Documents(documents).Chunk(BatchDocuments))
        {
            JobView job = await client.PostAsync<JobView>(
                $"/api/v1/collections/{collection}/documents",
                new { documents = batch },
                cancellationToken
            );
            job = await client.WaitAsync(job.Id, _ => { }, cancellationToken);
            if (job.Failed > 0)
                throw new RagClientException($"{job.Failed} of {job.Total} documents could not be indexed.");
        }

        return documents / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Waits until every replica that has a place is up to date; with fewer silos than replicas some have none.</summary>
    internal static async Task<PlacedShard[]> WaitPlacedAsync(RagClient client, string collection, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            PlacedShard[] shards = (
                await client.GetAsync<ListView<PlacedShard>>($"/api/v1/collections/{collection}/shards", cancellationToken)
            ).Data;
            PlacedShard[] serving = [.. shards.Where(shard => shard is { State: "serving", Lag: 0 })];
            if (serving.Length > 0 && shards.All(shard => serving.Contains(shard) || shard.State == "unassigned"))
                return serving;
            if (Stopwatch.GetElapsedTime(began) > ReadyMax)
                throw new RagClientException($"The shards of {collection} did not become ready within {ReadyMax.TotalSeconds} s.");
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, cancellationToken);
        }
    }
}

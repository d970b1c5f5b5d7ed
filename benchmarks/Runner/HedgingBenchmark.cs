using RagCluster.Cli.Client;
using RagCluster.Cli.Output;
using RagCluster.Cli.Server;

namespace RagCluster.Benchmarks;

/// <summary>
/// What a second request gains when one of three replicas has become slow, and what it costs: three silos that each hold a replica of the
/// shard, one of them running a tenth of the time, and wrk asking the other two, with hedging and without.
/// </summary>
internal static class HedgingBenchmark
{
    private const int Silos = 3;
    private const int Questions = 4_000;
    private const string Collection = "hedged";
    private const string Setting = "RAG__Query__Hedging";

    /// <summary>Measures.</summary>
    /// <exception cref="RagClientException">There is no wrk, or a request failed.</exception>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        string? set = Environment.GetEnvironmentVariable(Setting);
        List<Figure> figures = [];
        try
        {
            foreach (bool hedges in (bool[])[true, false])
            {
                Environment.SetEnvironmentVariable(Setting, hedges ? "true" : "false");
                Report.Note(hedges ? "With second requests …" : "Without second requests …");
                figures.AddRange(await MeasureAsync(hedges ? "hedging" : "no hedging", run.IsQuick, cancellationToken));
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable(Setting, set);
        }

        return figures;
    }

    private static async Task<IEnumerable<Figure>> MeasureAsync(string name, bool isQuick, CancellationToken cancellationToken)
    {
        using TemporaryFolder folder = TemporaryFolder.OpenToOthers();
        await using LocalCluster cluster = await LocalCluster.StartAsync(
            folder.Path,
            LoopbackPort.Reserve(Silos),
            Silos,
            showLog: false,
            cancellationToken
        );
        HttpClient[] clients = [.. cluster.Addresses.Values.Select(address => new HttpClient { BaseAddress = address })];
        try
        {
            using RagClient client = new(clients[0].BaseAddress!, null);
            await ClusterBenchmark.IngestAsync(client, Collection, 1, Silos, isQuick ? 100 : 500, cancellationToken);
            await ClusterBenchmark.WaitPlacedAsync(client, Collection, cancellationToken);
            await new SearchLoad(Collection).WarmUpAsync(clients, 8, isQuick ? 100 : 2_000, cancellationToken);
            string script = Path.Combine(folder.Path, "questions.lua");
            Corpus questions = new(seed: 200);
            await WrkLoad.WriteScriptAsync(
                script,
                Collection,
                [.. Enumerable.Range(0, Questions).Select(_ => questions.Question())],
                cancellationToken
            );
            WrkLoad load = new(script, cluster.Addresses["silo1"], TimeSpan.FromSeconds(isQuick ? 5 : 20));
            List<Figure> figures = [.. await load.RunAsync($"{name}: all well", clients, cancellationToken)];
            await using (SlowedProcess.Start(cluster.ProcessIdOf("silo3")))
                figures.AddRange(await load.RunAsync($"{name}: one of three slowed", clients, cancellationToken));
            return figures;
        }
        finally
        {
            Array.ForEach(clients, c => c.Dispose());
        }
    }
}

using System.Diagnostics;
using System.Text.Json.Nodes;
using RagCluster.Cli.Client;
using RagCluster.Cli.Evaluation;
using RagCluster.Cli.Output;
using RagCluster.Cli.Server;

namespace RagCluster.Benchmarks;

/// <summary>
/// Changes the model of a collection of at least 20,000 chunks while its queries are asked: failed queries and quality before, in each step
/// and after; and back again, with the server killed in the middle. Needs SciFact and a small model beside the checkout.
/// </summary>
internal static class ModelChangeBenchmark
{
    private const string Collection = "scifact";
    private const string Other = "other-model";
    private const string Path = $"/api/v1/collections/{Collection}";

    // Small chunks, so that the collection has enough of them.
    private const int ChunkTokensMax = 48;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["RAG__ModelChange__RetirementTime"] = "00:00:05",
        ["RAG__Ingest__SweepPeriod"] = "00:00:01",
    };

    /// <summary>Measures.</summary>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        string shared = System.IO.Path.GetFullPath(System.IO.Path.Combine(run.Checkout.Root, "..", "shared"));
        BeirCollection data = await ReadAsync(System.IO.Path.Combine(shared, "data", "scifact"), run.IsQuick, cancellationToken);
        using TemporaryFolder folder = new();
        Settings["RAG__Storage__DataFolder"] = folder.Path;
        List<Figure> figures = [];
        ServerProcess server = await ServerProcess.StartAsync([], 0, Settings, null, cancellationToken);
        try
        {
            using (RagClient client = new(server.Address, null))
            {
                await PrepareAsync(client, data, System.IO.Path.Combine(shared, "models"), cancellationToken);
                long chunks = (await client.GetAsync<CollectionView>(Path, cancellationToken)).Chunks;
                figures.Add(new("collection", "chunks", chunks, ""));
                foreach (string mode in (string[])["dense", "hybrid"])
                {
                    string model = mode == "dense" ? Other : "rag-static-en-v1";
                    figures.AddRange(
                        await ChangeAsync(
                            client,
                            new PhaseLoad(client, data, Collection, mode),
                            $"{mode}, to {model}",
                            model,
                            cancellationToken
                        )
                    );
                }
            }

            server = await KillAsync(server, figures, cancellationToken);
            return figures;
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<BeirCollection> ReadAsync(string folder, bool isQuick, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            throw new RagClientException("This benchmark needs the test collection SciFact at ../shared/data/scifact beside the checkout.");
        BeirCollection data = await BeirCollection.ReadAsync(folder, cancellationToken);
        return isQuick ? data with { Documents = [.. data.Documents.Take(500)] } : data;
    }

    private static async Task PrepareAsync(RagClient client, BeirCollection data, string models, CancellationToken cancellationToken)
    {
        using MultipartFormDataContent form = new()
        {
            { new StringContent($$"""{"name":"{{Other}}","maxTokens":256}"""), "description" },
            { new StreamContent(File.OpenRead(System.IO.Path.Combine(models, "tiny-lsa-64", "model.onnx"))), "model", "model.onnx" },
            {
                new StreamContent(File.OpenRead(System.IO.Path.Combine(models, "tokenizer-bert-uncased", "vocab.txt"))),
                "vocabulary",
                "vocab.txt"
            },
        };
        await client.PostAsync<ModelView>("/api/v1/models", form, cancellationToken);
        await client.PostAsync<JsonObject>(
            "/api/v1/collections",
            new
            {
                name = Collection,
                shards = 2,
                chunk_tokens_max = ChunkTokensMax,
                chunk_overlap_tokens = 0,
            },
            cancellationToken
        );
        Report.Note($"{data.Documents.Count} documents …");
        await new Evaluator(client, data, Collection).IngestAsync(ChunkTokensMax, _ => { }, cancellationToken);
    }

    private static async Task<IEnumerable<Figure>> ChangeAsync(
        RagClient client,
        PhaseLoad load,
        string name,
        string model,
        CancellationToken cancellationToken
    )
    {
        const int Pass = 300;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        load.Phase = "warming";
        Task asking = load.RunAsync(stop.Token);
        await load.AnsweredAsync(Pass, cancellationToken);
        load.Phase = "before";
        await load.AnsweredAsync(Pass, cancellationToken);
        Report.Note($"The model is changed to {model} …");
        long began = Stopwatch.GetTimestamp();
        JobView job = (await client.ChangeModelAsync(Collection, model, cancellationToken))!;
        Dictionary<string, double> reached = [];
        while (job.Status == "running")
        {
            reached.TryAdd(job.ModelChange!.Step, Stopwatch.GetElapsedTime(began).TotalSeconds);
            load.Phase = job.ModelChange!.Step;
            await Task.Delay(Poll, TimeProvider.System, cancellationToken);
            job = await client.GetAsync<JobView>($"/api/v1/jobs/{job.Id}", cancellationToken);
        }

        load.Phase = "after";
        await load.AnsweredAsync(2 * Pass, cancellationToken);
        await stop.CancelAsync();
        await asking;
        double embedding = reached.GetValueOrDefault("loading", reached.GetValueOrDefault("retiring"));
        return
        [
            new(name, "embedding", embedding, "s"),
            new(name, "chunks embedded", job.ModelChange!.ChunksDone / embedding, "1/s"),
            new(name, "until the new model answers", reached.GetValueOrDefault("retiring"), "s"),
            .. ((string[])["before", "embedding", "loading", "retiring", "removing", "after"]).SelectMany(phase =>
                Describe(load, name, phase)
            ),
        ];
    }

    private static IEnumerable<Figure> Describe(PhaseLoad load, string name, string phase)
    {
        PhaseAnswer[] answers = [.. load.Answers.Where(answer => answer.Phase == phase)];
        string step = $"{name}: {phase}";
        yield return new(step, "queries", answers.Length, "");
        yield return new(step, "failed", load.FailedIn(phase), "");
        if (answers.Length == 0)
            yield break;
        Latencies times = new(answers.Select(answer => answer.Milliseconds), 1);
        // Each query counts once, however often it was asked.
        yield return new(
            step,
            "nDCG@10",
            answers.GroupBy(answer => answer.Query).Average(query => query.Average(answer => answer.Ndcg)),
            ""
        );
        yield return new(step, "equal to before", Overlap(answers, load.Answers, "before"), "of ten");
        yield return new(step, "equal to after", Overlap(answers, load.Answers, "after"), "of ten");
        yield return new(step, "p50", times.At(0.5), "ms");
        yield return new(step, "p99", times.At(0.99), "ms");
    }

    // How many of the ten documents are among those of the same query's last answer in another phase.
    private static double Overlap(PhaseAnswer[] answers, IReadOnlyCollection<PhaseAnswer> all, string phase)
    {
        Dictionary<int, string[]> reference = all.Where(answer => answer.Phase == phase)
            .GroupBy(answer => answer.Query)
            .ToDictionary(query => query.Key, query => query.Last().Documents);
        return answers
            .Where(answer => reference.ContainsKey(answer.Query))
            .Average(answer => (double)answer.Documents.Intersect(reference[answer.Query]).Count());
    }

    // Killed at a third, started again on the same data.
    private static async Task<ServerProcess> KillAsync(ServerProcess server, List<Figure> figures, CancellationToken cancellationToken)
    {
        const string Name = "server killed at a third";
        JobView job;
        using (RagClient client = new(server.Address, null))
        {
            job = (await client.ChangeModelAsync(Collection, Other, cancellationToken))!;
            while (job.ModelChange!.ChunksDone < job.ModelChange.ChunksTotal / 3)
            {
                await Task.Delay(Poll, TimeProvider.System, cancellationToken);
                job = await client.GetAsync<JobView>($"/api/v1/jobs/{job.Id}", cancellationToken);
            }
        }

        using (Process process = Process.GetProcessById(server.Id))
            process.Kill();
        await server.Exited.WaitAsync(cancellationToken);
        await server.DisposeAsync();
        figures.Add(new(Name, "chunks done before", job.ModelChange!.ChunksDone, ""));
        server = await ServerProcess.StartAsync([], 0, Settings, null, cancellationToken);
        long began = Stopwatch.GetTimestamp();
        using RagClient again = new(server.Address, null);
        job = await again.GetAsync<JobView>($"/api/v1/jobs/{job.Id}", cancellationToken);
        figures.Add(new(Name, "chunks done at the restart", job.ModelChange!.ChunksDone, ""));
        job = await again.WaitAsync(job.Id, _ => { }, cancellationToken);
        CollectionView collection = await again.GetAsync<CollectionView>(Path, cancellationToken);
        figures.Add(new(Name, "from the restart to the end", Stopwatch.GetElapsedTime(began).TotalSeconds, "s"));
        figures.Add(new(Name, "chunks done at the end", job.ModelChange!.ChunksDone, ""));
        figures.Add(new(Name, "model is the new one", collection.Model == Other ? 1 : 0, ""));
        return server;
    }
}

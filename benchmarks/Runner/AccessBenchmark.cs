using System.Security.Cryptography;
using System.Text.Json.Nodes;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;
using RagCluster.Cli.Server;

namespace RagCluster.Benchmarks;

/// <summary>
/// What asking for credentials costs: searches a second over 100,000 chunks and answers a second from the cache, by callers who show
/// nothing, a key or a token. Two servers over the same data, one open and one guarded, are asked in turn for a few seconds at a time, so
/// that whatever else the machine does falls on all alike.
/// </summary>
internal static class AccessBenchmark
{
    private const string Collection = "guarded";
    private const string Known = "The lighthouse of Brevik is 54 metres tall.";
    private const string Question = "How tall is the lighthouse of Brevik?";
    private const int Chunks = 100_000;
    private const int QuickChunks = 2_000;
    private const int Questions = 2_000;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(3);

    /// <summary>Measures.</summary>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        using TemporaryFolder folder = TemporaryFolder.OpenToOthers();
        string openData = Path.Combine(folder.Path, "open");
        string guardedData = Path.Combine(folder.Path, "guarded");
        await using (ServerProcess filled = await ServerProcess.StartAsync(0, openData, showLog: false, cancellationToken))
            await ChunkedCollection.FillAsync(filled.Address, Collection, run.IsQuick ? QuickChunks : Chunks, Known, cancellationToken);
        Copy(openData, guardedData);
        string adminKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using ServerProcess open = await StartAsync(openData, null, cancellationToken);
        await using ServerProcess guarded = await StartAsync(guardedData, adminKey, cancellationToken);
        AccessCaller[] callers =
        [
            new("nothing", open.Address, () => open.ProcessorTime, null),
            new("administrator's key", guarded.Address, () => guarded.ProcessorTime, adminKey),
            .. await CallersAsync(guarded, adminKey, cancellationToken),
        ];
        Corpus questions = new(seed: 300);
        string collection = $"/api/v1/collections/{Collection}";
        AccessLoad searches = new(
            folder.Path,
            $"{collection}/search",
            [.. Enumerable.Range(0, Questions).Select(_ => $$"""{"query":"{{questions.Question()}}","cache":false,"experiments":false}""")]
        );
        AccessLoad answers = new(folder.Path, $"{collection}/ask", [$$"""{"query":"{{Question}}"}"""]);
        int rounds = run.IsQuick ? 2 : 10;
        return
        [
            .. await MeasureAsync("search, uncached", searches, callers, rounds, cancellationToken),
            .. await MeasureAsync("answer from the cache", answers, callers, rounds, cancellationToken),
        ];
    }

    private static async Task<IEnumerable<Figure>> MeasureAsync(
        string what,
        AccessLoad load,
        AccessCaller[] callers,
        int rounds,
        CancellationToken cancellationToken
    )
    {
        Report.Note($"{what}: {rounds} rounds of {callers.Length} callers …");
        foreach (AccessCaller caller in callers)
            await load.RunAsync(caller, 2 * Slice, cancellationToken);
        List<AccessSlice>[] slices = [.. callers.Select(_ => new List<AccessSlice>())];
        for (int round = 0; round < rounds; round++)
        {
            // Nobody always comes after the same one.
            for (int i = 0; i < callers.Length; i++)
            {
                int turn = (i + round) % callers.Length;
                slices[turn].Add(await load.RunAsync(callers[turn], Slice, cancellationToken));
            }
        }

        return callers.SelectMany(
            (caller, i) =>
                (Figure[])
                    [
                        new($"{what}, by {caller.Name}", "requests", Median(slices[i].Select(slice => slice.Rate)), "1/s"),
                        new($"{what}, by {caller.Name}", "p50", Median(slices[i].Select(slice => slice.Milliseconds)), "ms"),
                        new(
                            $"{what}, by {caller.Name}",
                            "processor time",
                            Median(slices[i].Select(slice => slice.Processor)),
                            "ms/request"
                        ),
                        new(
                            $"{what}, by {caller.Name}",
                            "rate beside that by nothing",
                            Median(slices[i].Zip(slices[0], (own, first) => own.Rate / first.Rate)),
                            "ratio"
                        ),
                    ]
        );
    }

    // A person's token and a key of the role user: what they see is looked at in every search.
    private static async Task<AccessCaller[]> CallersAsync(ServerProcess server, string adminKey, CancellationToken cancellationToken)
    {
        const string Person = "ada";
        using RagClient admin = new(server.Address, adminKey);
        string password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        JsonObject key = await admin.PostAsync<JsonObject>("/api/v1/keys", new { name = "bench", role = "user" }, cancellationToken);
        await admin.PostAsync<JsonObject>(
            "/api/v1/users",
            new
            {
                name = Person,
                role = "user",
                password,
            },
            cancellationToken
        );
        JsonObject token = await admin.PostAsync<JsonObject>("/api/v1/auth/token", new { name = Person, password }, cancellationToken);
        return
        [
            new("user's key", server.Address, () => server.ProcessorTime, key["key"]!.ToString()),
            new("user's token", server.Address, () => server.ProcessorTime, token["access_token"]!.ToString()),
        ];
    }

    private static Task<ServerProcess> StartAsync(string data, string? adminKey, CancellationToken cancellationToken)
    {
        Dictionary<string, string> settings = new() { ["RAG__Storage__DataFolder"] = data, ["RAG__RateLimits__KeyRequests"] = "0" };
        if (adminKey is not null)
        {
            settings["RAG__Auth__Required"] = "true";
            settings["RAG__Auth__AdminKey"] = adminKey;
        }

        return ServerProcess.StartAsync([], 0, settings, null, cancellationToken);
    }

    private static void Copy(string from, string to)
    {
        foreach (string folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;
using RagCluster.Cli.Server;

namespace RagCluster.Benchmarks;

/// <summary>
/// What one silo answers over HTTP, by how many requests come: from the cache, computed, reranked and as answers, each at rates up to what
/// it can do and above; a thousand people who think between their questions, alone and while a thousand documents an hour come; how many of
/// their questions the three cache tiers answer; and whether <c>/health</c> answers while everything else has more to do than it can. What
/// sends the requests shares the machine.
/// </summary>
internal static class HttpBenchmark
{
    private const string Collection = "asked";
    private const string Known = "The lighthouse of Brevik is 54 metres tall.";
    private const int Repeated = 100;
    private const int Different = 10_000;
    private const double Above = 1.5;
    private const int DocumentsPerHour = 1_000;

    // Of what the server answers when eight callers ask one request after the other.
    private static readonly double[] Shares = [0.25, 0.5, 0.7, 0.8, 0.9, 1, 1.2];

    /// <summary>Measures.</summary>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        using TemporaryFolder folder = TemporaryFolder.OpenToOthers();
        Dictionary<string, string> settings = new()
        {
            ["RAG__Storage__DataFolder"] = folder.Path,
            ["RAG__RateLimits__AddressRequests"] = "0",
            ["RAG__RateLimits__KeyRequests"] = "0",
            ["RAG__RateLimits__TenantRequests"] = "0",
        };
        await using ServerProcess server = await ServerProcess.StartAsync([], 0, settings, null, cancellationToken);
        await ChunkedCollection.FillAsync(server.Address, Collection, run.IsQuick ? 2_000 : 100_000, Known, cancellationToken);
        using HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { BaseAddress = server.Address };
        TimeSpan step = TimeSpan.FromSeconds(run.IsQuick ? 2 : 10);
        string search = $"/api/v1/collections/{Collection}/search";
        Corpus fresh = new(seed: 301);
        ZipfQuestions repeated = new(Repeated, seed: 302);
        Random random = new(303);
        (int Count, TimeSpan Think) people = run.IsQuick ? (100, TimeSpan.FromSeconds(2)) : (1_000, TimeSpan.FromSeconds(10));
        OpenLoad computed = new(http, search, () => Search(fresh.Question(), isReranked: false));
        List<Figure> figures =
        [
            .. await MeasureAsync(
                "search, cached",
                new OpenLoad(http, search, () => Query(repeated.Next(random))),
                step,
                cancellationToken
            ),
            .. await MeasureAsync("search", computed, step, cancellationToken),
            .. await MeasureAsync(
                "search, reranked",
                new OpenLoad(http, search, () => Search(fresh.Question(), isReranked: true)),
                step,
                cancellationToken
            ),
            .. await MeasureAsync(
                "answer",
                new OpenLoad(http, $"/api/v1/collections/{Collection}/ask", () => Search(fresh.Question(), isReranked: true)),
                step,
                cancellationToken
            ),
            .. await MeasureUsersAsync(http, search, people, "", 6 * people.Think, cancellationToken),
            .. await MeasureUsersDuringUploadsAsync(http, search, people, 30 * people.Think, cancellationToken),
            .. await MeasureTiersAsync(http, search, run.IsQuick ? 2_000 : 50_000, cancellationToken),
            .. await MeasureHealthAsync(http, computed, 2 * step, cancellationToken),
        ];
        return figures;
    }

    private static async Task<IEnumerable<Figure>> MeasureAsync(
        string what,
        OpenLoad load,
        TimeSpan step,
        CancellationToken cancellationToken
    )
    {
        // What runs for the first time is compiled.
        await RateAsync(load, step, cancellationToken);
        double rate = await RateAsync(load, step, cancellationToken);
        Report.Note(string.Create(CultureInfo.InvariantCulture, $"{what}: {rate:N0} a second by callers who wait …"));
        List<Figure> figures = [];
        double sustained = 0;
        foreach (double share in Shares)
        {
            OpenLoadResult result = await load.RunAsync(rate * share, step, cancellationToken);
            string row = string.Create(CultureInfo.InvariantCulture, $"{what}, {rate * share:N0} a second");
            figures.AddRange(Times(row, result.Answered));
            figures.Add(new Figure(row, "refused or failed", result.Refused + result.Failed, "requests"));
            if (!result.IsSustained)
                break;
            sustained = rate * share;
        }

        figures.Add(new Figure(what, "sustained", sustained, "1/s"));
        figures.Add(new Figure(what, "sustained, by processor", sustained / Environment.ProcessorCount, "1/s"));
        return figures;
    }

    private static async Task<double> RateAsync(OpenLoad load, TimeSpan length, CancellationToken cancellationToken)
    {
        const int callers = 8;
        int count = 0;
        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => CallAsync()));
        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;

        async Task CallAsync()
        {
            while (Stopwatch.GetElapsedTime(began) < length)
            {
                HttpStatusCode? status = await load.AskAsync(cancellationToken);
                if (status != HttpStatusCode.OK)
                    throw new RagClientException($"A request failed with status {status}: a benchmark with failures has no figures.");
                Interlocked.Increment(ref count);
            }
        }
    }

    private static async Task<IEnumerable<Figure>> MeasureUsersAsync(
        HttpClient http,
        string path,
        (int Count, TimeSpan Think) people,
        string meanwhile,
        TimeSpan length,
        CancellationToken cancellationToken
    )
    {
        string row = $"{people.Count} people who think for {people.Think.TotalSeconds} s{meanwhile}";
        Report.Note($"{row} …");
        ThinkingUsers users = new(http, path, new ZipfQuestions(Different, seed: 304));
        (Latencies times, double cached) = await users.RunAsync(people.Count, people.Think, length, cancellationToken);
        return [new(row, "requests", times.Rate, "1/s"), .. Times(row, times), new(row, "from the cache", 100 * cached, "%")];
    }

    // The hour's documents come one by one, at any moment; each is waited for until it can be found. What is stored makes the cached
    // answers of its collection stale, so fewer of the questions come from a cache.
    private static async Task<IEnumerable<Figure>> MeasureUsersDuringUploadsAsync(
        HttpClient http,
        string path,
        (int Count, TimeSpan Think) people,
        TimeSpan length,
        CancellationToken cancellationToken
    )
    {
        string meanwhile = $", beside {DocumentsPerHour} documents an hour";
        Corpus texts = new(seed: 307);
        string documents = $"/api/v1/collections/{Collection}/documents?wait=true";
        OpenLoad uploads = new(http, documents, () => JsonSerializer.Serialize(new { documents = new[] { new { text = texts.Text() } } }));
        Task<OpenLoadResult> uploading = Task.Run(
            () => uploads.RunAsync(DocumentsPerHour / TimeSpan.FromHours(1).TotalSeconds, length, cancellationToken),
            cancellationToken
        );
        IEnumerable<Figure> asked = await MeasureUsersAsync(http, path, people, meanwhile, length, cancellationToken);
        OpenLoadResult uploaded = await uploading;
        string stored = $"{asked.First().Case}: the documents";
        return
        [
            .. asked,
            new(stored, "stored", uploaded.Answered.Count, "documents"),
            new(stored, "refused or failed", uploaded.Refused + uploaded.Failed, "documents"),
            .. Times(stored, uploaded.Answered),
        ];
    }

    private static async Task<IEnumerable<Figure>> MeasureTiersAsync(
        HttpClient http,
        string path,
        int requests,
        CancellationToken cancellationToken
    )
    {
        Report.Note($"{requests} questions by Zipf's law …");
        ZipfQuestions questions = new(Different, seed: 305);
        ThinkingUsers asking = new(http, path, questions);
        Random random = new(306);
        HashSet<string> asked = new(StringComparer.Ordinal);
        int hits = 0;
        for (int i = 0; i < requests; i++)
        {
            string question = questions.Next(random);
            asked.Add(question);
            hits += await asking.AskAsync(question, cancellationToken) ? 1 : 0;
        }

        // Nobody can answer a question from a cache that nobody has asked before.
        double optimum = 1 - ((double)asked.Count / requests);
        double share = (double)hits / requests;
        string row = $"{requests} searches by Zipf's law over {Different} questions";
        return
        [
            new(row, "from the three tiers", 100 * share, "%"),
            new(row, "at best", 100 * optimum, "%"),
            new(row, "of the best", 100 * share / optimum, "%"),
        ];
    }

    private static async Task<IEnumerable<Figure>> MeasureHealthAsync(
        HttpClient http,
        OpenLoad computed,
        TimeSpan length,
        CancellationToken cancellationToken
    )
    {
        double rate = Above * await RateAsync(computed, length / 4, cancellationToken);
        Report.Note(string.Create(CultureInfo.InvariantCulture, $"/health beside {rate:N0} searches a second, which are too many …"));
        Task<OpenLoadResult> searches = Task.Run(() => computed.RunAsync(rate, length, cancellationToken), cancellationToken);
        IReadOnlyList<Figure> health = await HealthProbe.RunAsync(http.BaseAddress!, length * 0.8, cancellationToken);
        OpenLoadResult result = await searches;
        return [.. health, new(HealthProbe.Row, "searches refused", result.Refused, "requests")];
    }

    private static Figure[] Times(string row, Latencies times) =>
        times.Count == 0
            ? []
            : [new(row, "p50", times.At(0.5), "ms"), new(row, "p95", times.At(0.95), "ms"), new(row, "p99", times.At(0.99), "ms")];

    private static string Query(string question) => JsonSerializer.Serialize(new { query = question });

    private static string Search(string question, bool isReranked) =>
        JsonSerializer.Serialize(
            new
            {
                query = question,
                cache = false,
                experiments = false,
                rerank = isReranked,
            }
        );
}

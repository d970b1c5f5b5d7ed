using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;
using RagCluster.Cli.Server;

namespace RagCluster.Benchmarks;

/// <summary>
/// Uploads documents that are meant to harm their reader to a server that is asked all the time, with innocent ones beside them: whether
/// the server lives, how long each hostile document takes to its end, how long innocent ones take, and what searches take before and
/// meanwhile.
/// </summary>
internal static class HostileBenchmark
{
    private const string Path = "/api/v1/collections/hostile";
    private const int Seed = 13;
    private const int Uploaders = 4;
    private const int InnocentEvery = 5;
    private const int Notes = 50;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SearchPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Measures.</summary>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        using TemporaryFolder folder = new();
        Dictionary<string, string> settings = new() { ["RAG__Storage__DataFolder"] = folder.Path };
        await using ServerProcess server = await ServerProcess.StartAsync([], 0, settings, null, cancellationToken);
        using HttpClient http = new() { BaseAddress = server.Address };
        using RagClient client = new(server.Address, null);
        await client.PostAsync<CollectionView>("/api/v1/collections", new { name = "hostile" }, cancellationToken);
        for (int i = 0; i < Notes; i++)
            await EndAsync(http, client, $"note-{i}.md", Innocent(i), cancellationToken);
        Report.Note("searches before ...");
        Latencies quiet = await SearchAsync(http, Task.Delay(Before, TimeProvider.System, cancellationToken), cancellationToken);
        (string Name, byte[] Content)[] documents = [.. new HostileDocuments(Seed).Make(run.IsQuick ? 40 : 200)];
        ConcurrentBag<double> hostile = [],
            innocents = [];
        int failed = 0,
            read = 0,
            lost = 0;
        ParallelOptions uploaders = new() { MaxDegreeOfParallelism = Uploaders, CancellationToken = cancellationToken };
        Task uploading = Parallel.ForAsync(
            0,
            documents.Length,
            uploaders,
            async (i, ct) =>
            {
                (double seconds, JobDocumentView end) = await EndAsync(http, client, documents[i].Name, documents[i].Content, ct);
                hostile.Add(seconds);
                Interlocked.Increment(ref end.Status == "indexed" ? ref read : ref failed);
                Report.Note(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{documents[i].Name} {seconds:0.0} s {end.Status} {end.Error?.Code} {end.Error?.Message}"
                    )
                );
                if (end.Status != "indexed" && end.Error?.Code is not ("invalid_file" or "unsupported_file"))
                    Interlocked.Increment(ref lost);
                if (i % InnocentEvery != 0)
                    return;
                (double took, JobDocumentView innocent) = await EndAsync(http, client, $"innocent-{i}.md", Innocent(1000 + i), ct);
                innocents.Add(took);
                if (innocent.Status != "indexed")
                    Interlocked.Increment(ref lost);
            }
        );
        Latencies meanwhile = await SearchAsync(http, uploading, cancellationToken);
        await uploading;
        return Figures(
            quiet,
            meanwhile,
            hostile,
            innocents,
            [
                new("hostile documents", "read", read, ""),
                new("hostile documents", "failed with a code", failed, ""),
                new("all documents", "innocents that failed, and failures for a fault of the server", lost, ""),
                new("server", "restarts", await client.IsReadyAsync(cancellationToken) ? 0 : 1, ""),
            ]
        );
    }

    private static List<Figure> Figures(
        Latencies quiet,
        Latencies meanwhile,
        IEnumerable<double> hostile,
        IEnumerable<double> innocents,
        IEnumerable<Figure> counts
    )
    {
        Latencies ends = new(hostile, 1),
            others = new(innocents, 1);
        List<Figure> figures =
        [
            .. counts,
            new("hostile documents", "time to the end, p50", ends.At(0.5), "s"),
            new("hostile documents", "time to the end, longest", ends.At(1), "s"),
            new("innocent documents beside them", "time to the end, p50", others.At(0.5), "s"),
            new("innocent documents beside them", "time to the end, longest", others.At(1), "s"),
            new("searches before", "p99", quiet.At(0.99), "ms"),
            new("searches meanwhile", "p99", meanwhile.At(0.99), "ms"),
            new("searches", "p99 meanwhile / before", meanwhile.At(0.99) / quiet.At(0.99), ""),
        ];
        foreach (Figure figure in figures)
            Report.Note(string.Create(CultureInfo.InvariantCulture, $"{figure.Case},{figure.Name},{figure.Value:0.##},{figure.Unit}"));
        return figures;
    }

    private static byte[] Innocent(int number) =>
        Encoding.UTF8.GetBytes(
            $"# Note {number}\n\nThe innocent note {number} says that pump {number % 7} is descaled on day {number % 30}."
        );

    /// <summary>Uploads a document and waits for its end.</summary>
    private static async Task<(double Seconds, JobDocumentView End)> EndAsync(
        HttpClient http,
        RagClient client,
        string name,
        byte[] content,
        CancellationToken cancellationToken
    )
    {
        long began = Stopwatch.GetTimestamp();
        using MultipartFormDataContent form = new() { { new ByteArrayContent(content), "file", name } };
        using HttpResponseMessage response = await http.PostAsync($"{Path}/documents", form, cancellationToken);
        JobView job = (await response.Content.ReadFromJsonAsync<JobView>(RagClient.Json, cancellationToken))!;
        while (job.Documents[0].Status == "queued")
        {
            await Task.Delay(Poll, TimeProvider.System, cancellationToken);
            job = await client.GetAsync<JobView>($"/api/v1/jobs/{job.Id}", cancellationToken);
        }

        return (Stopwatch.GetElapsedTime(began).TotalSeconds, job.Documents[0]);
    }

    private static async Task<Latencies> SearchAsync(HttpClient http, Task end, CancellationToken cancellationToken)
    {
        List<double> times = [];
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; !end.IsCompleted; i++)
        {
            long asked = Stopwatch.GetTimestamp();
            using HttpResponseMessage response = await http.PostAsJsonAsync(
                $"{Path}/search",
                new { query = $"when is pump {i % 7} descaled", cache = false },
                cancellationToken
            );
            response.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            await Task.Delay(SearchPause, TimeProvider.System, cancellationToken);
        }

        return new Latencies(times, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace RagCluster.MemoryBenchmark;

/// <summary>
/// Mixed load on one collection: searches, answers (whole and streamed), uploads, updates, deletions, look-ups, files of several formats,
/// and malformed requests. A few callers share a fixed number of requests a second; a caller that falls behind leaves out what it missed.
/// </summary>
/// <param name="client">Speaks to the server.</param>
/// <param name="options">What the program was told.</param>
internal sealed class Load(HttpClient client, Options options)
{
    private const string Path = "/api/v1/collections/machines";
    private const int Callers = 6;
    private const int BatchDocuments = 50;
    private static readonly TimeSpan IndexedMax = TimeSpan.FromMinutes(5);
    private readonly Library _library = new(1);

    // Cumulative shares in percent: two thirds of the requests read, a quarter writes, the rest is malformed.
    private readonly (int Until, string Kind)[] _mix =
    [
        (45, "search"),
        (53, "ask"),
        (58, "streamed ask"),
        (66, "look-up"),
        (76, "upload"),
        (84, "update"),
        (93, "delete"),
        (94, "file"),
        (100, "malformed"),
    ];

    /// <summary>Answers so far.</summary>
    internal Tally Tally { get; } = new();

    /// <summary>Fills the collection to its size.</summary>
    internal async Task FillAsync(CancellationToken cancellationToken)
    {
        Texts texts = new(7);
        using HttpResponseMessage created = await client.PostAsJsonAsync(
            "/api/v1/collections",
            new { name = "machines" },
            cancellationToken
        );
        created.EnsureSuccessStatusCode();
        while (await ChunksAsync(cancellationToken) < options.Chunks)
        {
            int[] numbers = _library.Add(BatchDocuments);
            using HttpResponseMessage uploaded = await client.PostAsJsonAsync(
                $"{Path}/documents?wait=true",
                new
                {
                    documents = numbers.Select(n => new
                    {
                        id = Id(n),
                        name = $"{Id(n)}.md",
                        text = texts.Document(n),
                    }),
                },
                cancellationToken
            );
            uploaded.EnsureSuccessStatusCode();
        }

        _library.Hold();
    }

    /// <summary>Sends the mix until it is told to end.</summary>
    internal Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(seed => CallAsync(seed, cancellationToken)));

    /// <summary>Chunks in the collection.</summary>
    internal async Task<long> ChunksAsync(CancellationToken cancellationToken) =>
        (await CollectionAsync(cancellationToken)).GetProperty("chunks").GetInt64();

    /// <summary>Waits until everything that was uploaded is indexed.</summary>
    /// <exception cref="TimeoutException">It takes too long.</exception>
    internal async Task SettleAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(IndexedMax);
        while ((await CollectionAsync(patience.Token)).GetProperty("pending").GetInt64() > 0)
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, patience.Token);
    }

    private async Task<JsonElement> CollectionAsync(CancellationToken cancellationToken) =>
        await client.GetFromJsonAsync<JsonElement>(Path, cancellationToken);

    private async Task CallAsync(int seed, CancellationToken cancellationToken)
    {
        Random random = new(seed);
        Texts texts = new(100 + seed);
        using PeriodicTimer pace = new(TimeSpan.FromSeconds(Callers / options.Rate), TimeProvider.System);
        try
        {
            while (await pace.WaitForNextTickAsync(cancellationToken))
            {
                int drawn = random.Next(100);
                string kind = _mix.First(part => drawn < part.Until).Kind;
                using HttpRequestMessage request = Make(kind, texts, random);
                await SendAsync(kind, request, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The load is over.
        }
    }

    private async Task SendAsync(string kind, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
            Tally.Add(kind, response.StatusCode >= HttpStatusCode.InternalServerError);
        }
        catch (HttpRequestException)
        {
            Tally.Add(kind, isFailed: true);
        }
    }

    private HttpRequestMessage Make(string kind, Texts texts, Random random) =>
        kind switch
        {
            "search" => Post($"{Path}/search", new { query = texts.Question(), top_k = 10 }),
            "ask" => Post($"{Path}/ask", new { query = texts.Question() }),
            "streamed ask" => Post($"{Path}/ask", new { query = texts.Question(), stream = true }),
            "look-up" => LookUp(random),
            "upload" => Write(_library.New() ?? _library.Any(), texts),
            "update" => Write(_library.Any(), texts),
            "delete" => new HttpRequestMessage(HttpMethod.Delete, $"{Path}/documents/{Id(_library.Remove())}"),
            "file" => SampleFile(random) ?? Write(_library.Any(), texts),
            _ => Malformed.Next(Path, random),
        };

    private HttpRequestMessage LookUp(Random random) =>
        new(
            HttpMethod.Get,
            random.Next(5) switch
            {
                0 => $"{Path}/documents?limit=50",
                1 => $"{Path}/documents/{Id(_library.Any())}",
                2 => $"{Path}/documents/{Id(_library.Any())}/chunks",
                3 => $"{Path}/documents/{Id(_library.Any())}/text",
                _ => "/api/v1/status",
            }
        );

    // Only every other upload is waited for: who does not wait leaves nobody behind who would release anything.
    private static HttpRequestMessage Write(int number, Texts texts) =>
        Post(
            number % 2 == 0 ? $"{Path}/documents" : $"{Path}/documents?wait=true",
            new
            {
                documents = new[]
                {
                    new
                    {
                        id = Id(number),
                        name = $"{Id(number)}.md",
                        text = texts.Document(number),
                    },
                },
            }
        );

    private HttpRequestMessage? SampleFile(Random random)
    {
        string[] files = options.Samples.Length > 0 ? Directory.GetFiles(options.Samples) : [];
        if (files.Length == 0)
            return null;
        string file = files[random.Next(files.Length)];
        // Another name for each: the same content under one more name is read again only when it was deleted, so a byte is added.
        MultipartFormDataContent form = new()
        {
            { new ByteArrayContent([.. File.ReadAllBytes(file), (byte)'\n']), "file", System.IO.Path.GetFileName(file) },
        };
        return new HttpRequestMessage(HttpMethod.Post, $"{Path}/documents") { Content = form };
    }

    private static HttpRequestMessage Post(string path, object body) => new(HttpMethod.Post, path) { Content = JsonContent.Create(body) };

    private static string Id(int number) => FormattableString.Invariant($"machine-{number}");
}

using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RagCluster.TestKit;

namespace RagCluster.Cluster.Tests.BitRot;

/// <summary>A corpus and a fixed set of questions about it, over HTTP.</summary>
internal sealed class Questions
{
    /// <summary>The collections.</summary>
    internal static readonly string[] Collections = ["first", "second", "third"];

    private const int DocumentCount = 150;
    private const int SearchCount = 40;
    private const string Unready = "not ready";

    // One for all questions together: a collection that never comes back must not be waited for again with each of them.
    private static readonly string[] Words =
    [
        "lighthouse",
        "harbour",
        "grinder",
        "valve",
        "pressure",
        "descaling",
        "warranty",
        "return",
        "battery",
        "charger",
        "voltage",
        "fuse",
        "manual",
        "customer",
        "refund",
        "invoice",
        "shipment",
        "customs",
        "container",
        "crane",
        "engine",
        "gearbox",
        "clutch",
        "brake",
        "sensor",
        "signal",
    ];

    /// <summary>Fills a server.</summary>
    internal static async Task FillAsync(HttpClient http)
    {
        Random random = new(11);
        foreach (string collection in Collections)
        {
            (await http.PostAsJsonAsync("/api/v1/collections", new { name = collection, shards = 2 })).EnsureSuccessStatusCode();
            for (int first = 0; first < DocumentCount; first += 50)
            {
                object[] documents =
                [
                    .. Enumerable
                        .Range(first, 50)
                        .Select(i => new
                        {
                            id = $"{collection}-{i}",
                            name = $"{collection}/{i}.txt",
                            title = $"Title {i}",
                            text = Text(random, i),
                        }),
                ];
                (
                    await http.PostAsJsonAsync($"/api/v1/collections/{collection}/documents?wait=true", new { documents })
                ).EnsureSuccessStatusCode();
            }
        }
    }

    /// <summary>Asks everything.</summary>
    /// <returns>The answers by question; in the place of one that was refused by name, or not ready within three minutes for all, stands
    /// why.</returns>
    internal static async Task<Dictionary<string, string>> AskAsync(HttpClient http)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        CancellationToken late = patience.Token;
        Dictionary<string, string> answers = [];
        answers["collections"] = await AskAsync(late, end => http.GetAsync("/api/v1/collections", end), Counts);
        foreach (string collection in Collections)
        {
            Random random = new(5);
            for (int i = 0; i < SearchCount; i++)
            {
                string query = string.Join(' ', Enumerable.Range(0, 3).Select(_ => Words[random.Next(Words.Length)]));
                answers[$"{collection}: {query} True"] = await SearchAsync(http, collection, query, true, late);
                answers[$"{collection}: {query} False"] = await SearchAsync(http, collection, query, false, late);
            }

            for (int i = 0; i < DocumentCount; i += 3)
            {
                string path = $"/api/v1/collections/{collection}/documents/{collection}-{i}";
                answers[path] = await AskAsync(late, end => http.GetAsync(path, end), Describe);
                answers[$"{path}/text"] = await AskAsync(late, end => http.GetAsync($"{path}/text", end), null);
                answers[$"{path}/content"] = await AskAsync(late, end => http.GetAsync($"{path}/content", end), null);
            }
        }

        return answers;
    }

    private static Task<string> SearchAsync(HttpClient http, string collection, string query, bool cache, CancellationToken late)
    {
        object body = new
        {
            query,
            top_k = 10,
            cache,
        };
        return AskAsync(
            late,
            end => http.PostAsJsonAsync($"/api/v1/collections/{collection}/search", body, end),
            json => string.Join('\n', ((JsonArray)json["results"]!).Select(r => $"{r!["chunk_id"]} {r["score"]} {r["text"]}"))
        );
    }

    private static string Counts(JsonNode json)
    {
        JsonArray all = (JsonArray)json["data"]!;
        return all.Any(collection => (int)collection!["pending"]! > 0)
            ? Unready
            : string.Join('\n', all.Select(c => $"{c!["name"]} {c["documents"]} {c["indexed"]} {c["failed"]} {c["chunks"]}"));
    }

    private static string Describe(JsonNode json)
    {
        string status = $"{json["status"]}";
        if (json["error"]?["code"]?.ToString() == "storage-corrupt")
            return "refused: storage-corrupt";
        return status is "received" or "pending" ? Unready : $"{json["id"]} {json["title"]} {status} {json["chunks"]}";
    }

    // What is being made again is not there yet, and says so.
    private static async Task<string> AskAsync(
        CancellationToken late,
        Func<CancellationToken, Task<HttpResponseMessage>> ask,
        Func<JsonNode, string>? read
    )
    {
        string last = "it was not asked in time";
        try
        {
            while (true)
            {
                using HttpResponseMessage response = await ask(late);
                string body = await response.Content.ReadAsStringAsync(late);
                last = $"{(int)response.StatusCode} {body}";
                if (body.Contains("storage-corrupt", StringComparison.Ordinal) && !response.IsSuccessStatusCode)
                    return $"refused: {last}";
                string answer = response.IsSuccessStatusCode ? Read(body) : Unready;
                if (answer != Unready)
                    return answer;
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, late);
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return $"refused within {TestPatience.Max.TotalMinutes} minutes for all questions: {last}";
        }

        string Read(string body) => read is null ? body : read(JsonNode.Parse(body)!);
    }

    private static string Text(Random random, int number) =>
        $"Document number {number}. "
        + string.Join(
            ' ',
            Enumerable.Range(0, 400).Select(i => i % 17 == 16 ? Words[random.Next(Words.Length)] + "." : Words[random.Next(Words.Length)])
        );
}

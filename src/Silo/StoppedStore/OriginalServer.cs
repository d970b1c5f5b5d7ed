using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using RagCluster.Backup.Asking;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;

namespace RagCluster.Silo.StoppedStore;

/// <summary>The running server that a backup is of, asked over HTTP as its operator.</summary>
internal sealed class OriginalServer : IAskedServer, IDisposable
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromMinutes(2);
    private readonly HttpClient _http;

    /// <summary>Names it.</summary>
    /// <param name="server">Its address.</param>
    /// <param name="key">The operator's key; null where it asks for none.</param>
    internal OriginalServer(Uri server, string? key)
    {
        _http = new HttpClient { BaseAddress = server, Timeout = AnswerMax };
        if (key is { Length: > 0 })
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Makes sure that the credentials see everything: with less, other scores would be right.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RagException">They don't, or the server can't be reached.</exception>
    internal async Task RequireOperatorAsync(CancellationToken cancellationToken)
    {
        // Nobody else may read it.
        (HttpStatusCode status, _) = await SendAsync(HttpMethod.Get, "/api/v1/backups/state", null, cancellationToken);
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new RagException(
                ErrorKind.Invalid,
                "operator-needed",
                $"The server at {_http.BaseAddress} can be compared with by its operator alone: give such a key in RAG_API_KEY."
            );
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AskedHit>> SearchAsync(TrialQuestion question, AskedWay way, CancellationToken cancellationToken)
    {
        Dictionary<string, object> body = new()
        {
            ["query"] = question.Query,
            ["top_k"] = AskedWay.TopK,
            ["exact"] = true,
            ["timeout_ms"] = 60_000,
            ["mode"] = way.Legs switch
            {
                AskedLegs.Words => "bm25",
                AskedLegs.Vectors => "dense",
                _ => "hybrid",
            },
            ["cache"] = false,
            ["semantic_cache"] = false,
            ["experiments"] = false,
        };
        if (way.Alone)
            body["documents"] = new[] { question.Document.Id.Value };
        JsonElement found = await ReadAsync(HttpMethod.Post, $"{PathOf(question.Collection)}/search", body, cancellationToken);
        int asked = found.GetProperty("shards_asked").GetInt32();
        int answered = found.GetProperty("shards_answered").GetInt32();
        if (answered < asked)
            throw Unusable($"{answered} of {asked} shards answered.");
        if (found.TryGetProperty("degraded", out JsonElement degraded) && degraded.GetArrayLength() > 0)
            throw Unusable($"its answer was made without everything: {degraded}.");
        return [.. found.GetProperty("results").EnumerateArray().Select(HitOf)];
    }

    /// <inheritdoc/>
    public async Task<AskedState?> StateAsync(CollectionId collection, CancellationToken cancellationToken)
    {
        // No path names another tenant.
        if (collection.Tenant != CollectionId.DefaultTenant)
            return null;
        (HttpStatusCode status, JsonElement state) = await SendAsync(HttpMethod.Get, PathOf(collection), null, cancellationToken);
        if (status == HttpStatusCode.NotFound)
            return null;
        JsonElement shards = await ReadAsync(HttpMethod.Get, $"{PathOf(collection)}/shards", null, cancellationToken);
        return new AskedState(
            Checked(status, state).GetProperty("created_at").GetDateTimeOffset(),
            state.GetProperty("model").GetString() ?? "",
            shards
                .GetProperty("data")
                .EnumerateArray()
                .GroupBy(replica => replica.GetProperty("shard").GetInt32())
                .ToDictionary(shard => shard.Key, shard => shard.Max(replica => replica.GetProperty("log_end").GetInt64()))
        );
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string PathOf(CollectionId collection) => $"/api/v1/collections/{collection.Name}";

    private static AskedHit HitOf(JsonElement passage)
    {
        JsonElement scores = passage.GetProperty("scores");
        return new AskedHit(
            passage.GetProperty("document_id").GetString()!,
            passage.GetProperty("chunk_id").GetString()!,
            passage.GetProperty("start").GetInt32(),
            passage.GetProperty("end").GetInt32(),
            passage.GetProperty("text").GetString()!,
            null,
            passage.GetProperty("score").GetDouble(),
            Number(scores, "vector"),
            Number(scores, "bm25")
        );
    }

    private static double? Number(JsonElement scores, string name) =>
        scores.TryGetProperty(name, out JsonElement score) && score.ValueKind == JsonValueKind.Number ? score.GetDouble() : null;

    private async Task<JsonElement> ReadAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        (HttpStatusCode status, JsonElement content) = await SendAsync(method, path, body, cancellationToken);
        return Checked(status, content);
    }

    private JsonElement Checked(HttpStatusCode status, JsonElement content) =>
        status == HttpStatusCode.OK
            ? content
            : throw Unusable(
                content.ValueKind == JsonValueKind.Object && content.TryGetProperty("detail", out JsonElement detail)
                    ? $"{(int)status}, {detail.GetString()}"
                    : $"{(int)status}."
            );

    private async Task<(HttpStatusCode Status, JsonElement Content)> SendAsync(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using HttpRequestMessage request = new(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
            byte[] bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            bool isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
            return (response.StatusCode, isJson ? JsonSerializer.Deserialize<JsonElement>(bytes) : default);
        }
        catch (Exception failure)
            when (failure is HttpRequestException or JsonException
                || (failure is TaskCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            throw Unusable(failure.Message);
        }
    }

    private RagException Unusable(string what) =>
        new(ErrorKind.Unavailable, "original-unusable", $"The server at {_http.BaseAddress} can't be compared with: {what}");
}

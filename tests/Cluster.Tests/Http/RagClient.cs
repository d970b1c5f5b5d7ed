using System.Text.Json.Nodes;

namespace RagCluster.Cluster.Tests.Http;

/// <summary>Talks to one collection of a server that may die in the middle of any call: a null reply means that nobody answered.</summary>
internal sealed class RagClient(IRagSender sender)
{
    private const string Collection = "/api/v1/collections/chaos";

    internal RagClient(HttpClient http)
        : this(new DirectSender(http)) { }

    internal Task<Reply?> CreateCollectionAsync(int shards, int? replicas = null) =>
        SendAsync(
            HttpMethod.Post,
            "/api/v1/collections",
            new
            {
                name = "chaos",
                shards,
                replicas,
            }
        );

    internal Task<Reply?> UploadAsync(object document, bool wait = false) =>
        SendAsync(HttpMethod.Post, $"{Collection}/documents{(wait ? "?wait=true" : "")}", new { documents = new[] { document } });

    internal Task<Reply?> DeleteAsync(string id) => SendAsync(HttpMethod.Delete, $"{Collection}/documents/{id}", null);

    internal Task<Reply?> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    internal Task<Reply?> GetDocumentAsync(string id) => GetAsync($"{Collection}/documents/{id}");

    internal async Task<string> GetTextAsync(string id) => (await RequireAsync(GetAsync($"{Collection}/documents/{id}/text"))).Body;

    internal async Task<JsonArray> ListChunksAsync(string id) =>
        (JsonArray)(await RequireAsync(GetAsync($"{Collection}/documents/{id}/chunks"))).Json["data"]!;

    internal Task<Reply?> UploadAllAsync(object[] documents) =>
        SendAsync(HttpMethod.Post, $"{Collection}/documents?wait=true", new { documents });

    internal async Task<JsonArray> SearchAsync(string token) => (JsonArray)(await RequireAsync(TrySearchAsync(token))).Json["results"]!;

    /// <summary>A search whose failure is an answer too.</summary>
    internal Task<Reply?> TrySearchAsync(string token) =>
        SendAsync(
            HttpMethod.Post,
            $"{Collection}/search",
            new
            {
                query = token,
                mode = "bm25",
                top_k = 100,
            }
        );

    /// <summary>A question, whose answer is extracted.</summary>
    internal Task<Reply?> AskAsync(string question) => SendAsync(HttpMethod.Post, $"{Collection}/ask", new { question });

    /// <summary>Waits until the collection has nothing left to index.</summary>
    internal async Task WaitUntilIndexedAsync(TimeSpan patience)
    {
        using CancellationTokenSource deadline = new(patience);
        while ((int)(await RequireAsync(GetAsync(Collection))).Json["pending"]! > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
        }
    }

    private static async Task<Reply> RequireAsync(Task<Reply?> call)
    {
        Reply? reply = await call;
        Assert.True(reply is { IsAcknowledgement: true }, $"A read failed: {reply}");
        return reply;
    }

    private Task<Reply?> SendAsync(HttpMethod method, string path, object? body) => sender.SendAsync(method, path, body);
}

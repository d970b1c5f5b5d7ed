using System.Net;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Ingestion;

/// <summary>
/// An upload and a deletion of what was there before it, at the same time. No sweep runs, which would bring back an upload that was
/// dropped together with what was deleted, and hide that it waited.
/// </summary>
public sealed class ReplacementTests
{
    private const int Rounds = 60;
    private const string Path = "/api/v1/collections/mills/documents";

    [Fact]
    public async Task Upload_OutlivesTheDeletionOfWhatItReplaces_AndIsIndexedAtOnce()
    {
        using TempFolder data = new();
        Dictionary<string, string> settings = new() { ["RAG__Ingest__SweepPeriod"] = "1.00:00:00" };
        await using SiloProcess silo = await SiloProcess.StartAsync(data.FullPath, settings);
        RagHttp rag = new(silo.Http);
        await rag.PostAsync("/api/v1/collections", new { name = "mills" });
        await UploadAsync(rag, 0);
        HashSet<HttpStatusCode> seen = [];
        for (int round = 1; round <= Rounds; round++)
        {
            Task<HttpStatusCode> deletion = DeleteAsync(silo.Http, await TagAsync(silo.Http));
            await UploadAsync(rag, round);
            seen.Add(await deletion);
            Assert.Equal($"The mill has number {round}.", await silo.Http.GetStringAsync($"{Path}/mill/content"));
        }

        Assert.All(seen, status => Assert.Contains(status, new[] { HttpStatusCode.NoContent, HttpStatusCode.PreconditionFailed }));
    }

    private static async Task UploadAsync(RagHttp rag, int number)
    {
        object[] documents = [new { id = "mill", text = $"The mill has number {number}." }];
        Reply reply = await rag.PostAsync($"{Path}?wait=true", new { documents });
        Assert.True(reply.Status == HttpStatusCode.Created, $"Upload {number} is not indexed: {reply.Body}");
        JsonNode document = Assert.Single(reply.Array("documents"))!;
        Assert.Equal("indexed", document["status"]!.ToString());
    }

    private static async Task<string> TagAsync(HttpClient http)
    {
        using HttpResponseMessage response = await http.GetAsync($"{Path}/mill");
        return response.Headers.GetValues("ETag").Single();
    }

    private static async Task<HttpStatusCode> DeleteAsync(HttpClient http, string tag)
    {
        using HttpRequestMessage request = new(HttpMethod.Delete, $"{Path}/mill");
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        using HttpResponseMessage response = await http.SendAsync(request);
        return response.StatusCode;
    }
}

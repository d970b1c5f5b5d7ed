using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Operations;

/// <summary>A server whose memory is nearly full gives back, and goes on answering.</summary>
public sealed class MemoryPressureTests
{
    [Fact]
    public async Task NearlyFull_DocumentsAreAcceptedAndWait_AndARoomyServerIndexesThem()
    {
        using CancellationTokenSource deadline = new(TestPatience.Max);
        using TempFolder folder = new();
        // Any process has more than this share.
        Dictionary<string, string> full = new() { ["RAG__Memory__TightShare"] = "0.000001", ["RAG__Memory__CriticalShare"] = "0.000001" };
        await using (SiloProcess silo = await SiloProcess.StartAsync(folder.FullPath, full))
        {
            await UntilLevelAsync(silo, 2, deadline.Token);
            (await silo.Http.PostAsJsonAsync("/api/v1/collections", new { name = "c" }, deadline.Token)).EnsureSuccessStatusCode();
            using HttpResponseMessage accepted = await AddAsync(silo, deadline.Token);
            Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
            JsonNode job = (await accepted.Content.ReadFromJsonAsync<JsonNode>(deadline.Token))!;
            // The silo says so when it has turned a document away, and that is no failure of the document's.
            while (!silo.Log.Contains("ingest pauses: True", StringComparison.Ordinal))
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
            Assert.Equal(0, await CountIndexedAsync(silo, deadline.Token));
            Assert.Equal(HttpStatusCode.OK, (await silo.Http.GetAsync($"/api/v1/jobs/{job["id"]}", deadline.Token)).StatusCode);
            Assert.Equal(
                HttpStatusCode.OK,
                (await silo.Http.PostAsJsonAsync("/api/v1/collections/c/search", new { query = "lamp" }, deadline.Token)).StatusCode
            );
        }

        await using SiloProcess roomy = await SiloProcess.StartAsync(
            folder.FullPath,
            new Dictionary<string, string> { ["RAG__Memory__TightShare"] = "0.000001", ["RAG__Memory__CriticalShare"] = "2" }
        );
        await UntilLevelAsync(roomy, 1, deadline.Token);
        while (await CountIndexedAsync(roomy, deadline.Token) == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
    }

    [Fact]
    public async Task SharesInTheWrongOrder_StopTheStart()
    {
        using TempFolder folder = new();
        (int exitCode, string log) = await SiloProcess.RunToExitAsync(
            folder.FullPath,
            new Dictionary<string, string> { ["RAG__Memory__CriticalShare"] = "0.5" }
        );
        Assert.Equal(1, exitCode);
        Assert.Contains("RAG__Memory__CriticalShare is 0.5", log, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> AddAsync(SiloProcess silo, CancellationToken deadline) =>
        silo.Http.PostAsJsonAsync(
            "/api/v1/collections/c/documents",
            new { documents = new[] { new { name = "a.txt", text = "The keeper lights the lamp at dusk." } } },
            deadline
        );

    private static async Task<int> CountIndexedAsync(SiloProcess silo, CancellationToken deadline) =>
        (await silo.Http.GetFromJsonAsync<JsonNode>("/api/v1/collections/c/documents", deadline))!["data"]!
            .AsArray()
            .Count(document => (string?)document!["status"] == "indexed");

    private static async Task UntilLevelAsync(SiloProcess silo, int level, CancellationToken deadline)
    {
        while (!(await silo.Http.GetStringAsync("/metrics", deadline)).Contains($"rag_memory_pressure {level}", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline);
    }
}

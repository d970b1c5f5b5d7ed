using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RagCluster.Cli;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests;

/// <summary>A collection of a backup comes back under another name while the server serves.</summary>
public sealed class RestoreUnderNewNameTests
{
    private const int Documents = 40;

    [Fact]
    public async Task UnderANewName_AnswersAreTheOriginals_AndATakenNameIsRefused()
    {
        using CancellationTokenSource deadline = new(TestPatience.Max);
        using TempFolder folder = new();
        Dictionary<string, string> settings = new() { ["RAG__Backup__Folder"] = folder.File("backups"), ["RAG__Backup__Schedule"] = "off" };
        await using SiloProcess silo = await SiloProcess.StartAsync(folder.File("data"), settings);
        await FillAsync(silo, deadline.Token);
        // Somebody asks for the name before there is anything: that it was not found must not be remembered.
        Assert.Equal(HttpStatusCode.NotFound, (await silo.Http.GetAsync("/api/v1/collections/b", deadline.Token)).StatusCode);
        Assert.Equal(ExitCodes.Ok, (await RagCommand.RunAsync(silo.Http, "backup", "--running")).ExitCode);
        List<string> before = await AnswersAsync(silo, "a", deadline.Token);

        (int exitCode, string output, string messages) = await RagCommand.RunAsync(
            silo.Http,
            "restore",
            "--collection",
            "a",
            "--as",
            "b",
            "--json"
        );
        Assert.True(exitCode == ExitCodes.Ok, messages);
        JsonNode done = JsonNode.Parse(output)!;
        Assert.Equal(("b", (int)done["parts_total"]!), ((string?)done["as"], (int)done["parts"]!));
        Assert.Equal(before, await AnswersAsync(silo, "b", deadline.Token));
        Assert.Equal(before, await AnswersAsync(silo, "a", deadline.Token));

        (exitCode, _, messages) = await RagCommand.RunAsync(silo.Http, "restore", "--collection", "a", "--as", "b");
        Assert.Equal(ExitCodes.Failed, exitCode);
        Assert.Contains("exists already", messages, StringComparison.Ordinal);
        using HttpResponseMessage taken = await silo.Http.PostAsJsonAsync("/api/v1/restores", new { collection = "a", @as = "b" });
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        (exitCode, _, messages) = await RagCommand.RunAsync(silo.Http, "restore", "--collection", "none", "--as", "c");
        Assert.Equal(ExitCodes.Failed, exitCode);
        Assert.Contains("no collection 'none'", messages, StringComparison.Ordinal);

        // The new one is a collection like any other.
        (await silo.Http.DeleteAsync("/api/v1/collections/a", deadline.Token)).EnsureSuccessStatusCode();
        Assert.Equal(before, await AnswersAsync(silo, "b", deadline.Token));
    }

    [Fact]
    public async Task KilledAmid_TheCollectionIsWholeOrNotThere_AndTheNextRestoreSucceeds()
    {
        using CancellationTokenSource deadline = new(TestPatience.Max);
        using TempFolder folder = new();
        Dictionary<string, string> settings = new() { ["RAG__Backup__Folder"] = folder.File("backups"), ["RAG__Backup__Schedule"] = "off" };
        List<string> before;
        await using (SiloProcess silo = await SiloProcess.StartAsync(folder.File("data"), settings))
        {
            await FillAsync(silo, deadline.Token);
            Assert.Equal(ExitCodes.Ok, (await RagCommand.RunAsync(silo.Http, "backup", "--running")).ExitCode);
            before = await AnswersAsync(silo, "a", deadline.Token);
        }

        for (int round = 0; round < 3; round++)
        {
            await using (SiloProcess silo = await SiloProcess.StartAsync(folder.File("data"), settings))
            {
                HttpResponseMessage begun = await silo.Http.PostAsJsonAsync(
                    "/api/v1/restores",
                    new { collection = "a", @as = "b" },
                    deadline.Token
                );
                begun.EnsureSuccessStatusCode();
                JsonNode state;
                do
                {
                    state = (await silo.Http.GetFromJsonAsync<JsonNode>("/api/v1/restores/state", deadline.Token))!;
                } while ((bool)state["running"]! && (int)state["parts"]! < round * 3);
                await silo.KillAsync();
            }

            await using SiloProcess next = await SiloProcess.StartAsync(folder.File("data"), settings);
            using HttpResponseMessage found = await next.Http.GetAsync("/api/v1/collections/b", deadline.Token);
            if (found.StatusCode == HttpStatusCode.NotFound)
                Assert.Equal(ExitCodes.Ok, (await RagCommand.RunAsync(next.Http, "restore", "--collection", "a", "--as", "b")).ExitCode);
            Assert.Equal(before, await AnswersAsync(next, "b", deadline.Token));
            (await next.Http.DeleteAsync("/api/v1/collections/b", deadline.Token)).EnsureSuccessStatusCode();
        }
    }

    private static async Task FillAsync(SiloProcess silo, CancellationToken deadline)
    {
        (await silo.Http.PostAsJsonAsync("/api/v1/collections", new { name = "a", shards = 2 }, deadline)).EnsureSuccessStatusCode();
        object[] documents =
        [
            .. Enumerable
                .Range(0, Documents)
                .Select(i => new
                {
                    id = $"d{i}",
                    name = $"{i}.txt",
                    text = $"The keeper number{i} lights lamp {i % 7} at dusk and writes {i * 3} lines into the log.",
                }),
        ];
        (
            await silo.Http.PostAsJsonAsync("/api/v1/collections/a/documents?wait=true", new { documents }, deadline)
        ).EnsureSuccessStatusCode();
    }

    // Until the shards have read their logs they say so, or leave themselves out.
    private static async Task<List<string>> AnswersAsync(SiloProcess silo, string collection, CancellationToken deadline)
    {
        List<string> answers = [];
        for (int i = 0; i < Documents; i += 5)
        {
            JsonNode? found = null;
            while (found is null)
            {
                using HttpResponseMessage response = await silo.Http.PostAsJsonAsync(
                    $"/api/v1/collections/{collection}/search",
                    new { query = $"which lamp does keeper number{i} light", top_k = 5 },
                    deadline
                );
                if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                    continue;
                response.EnsureSuccessStatusCode();
                JsonNode read = (await response.Content.ReadFromJsonAsync<JsonNode>(deadline))!;
                found = read["results"]!.AsArray().Count == 5 ? read : null;
            }

            answers.AddRange(
                found["results"]!
                    .AsArray()
                    .Select(one => $"{one!["document_id"]} {one["score"]!.ToJsonString()} {one["text"] ?? one["passage"]}")
            );
        }

        return answers;
    }
}

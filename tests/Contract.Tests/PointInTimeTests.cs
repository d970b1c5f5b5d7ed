using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RagCluster.Cli;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests;

/// <summary>A server that ships its log before it acknowledges: its disk is lost, and nothing else.</summary>
public sealed class PointInTimeTests
{
    [Fact]
    public async Task KilledServerWhoseFolderIsGone_ComesBack_WholeAndToAMomentBetweenTwoWrites()
    {
        using CancellationTokenSource deadline = new(TestPatience.Max);
        using TempFolder folder = new();
        Dictionary<string, string> settings = new()
        {
            ["RAG__Backup__Folder"] = folder.File("backups"),
            ["RAG__Backup__LogShipping"] = "Acknowledged",
        };
        DateTimeOffset between;
        SiloProcess silo = await SiloProcess.StartAsync(folder.File("data"), settings);
        await using (silo)
        {
            // The backup that the log goes on from.
            while ((string?)(await silo.Http.GetFromJsonAsync<JsonNode>("/api/v1/backups/state", deadline.Token))!["last_backup"] is null)
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
            (await silo.Http.PostAsJsonAsync("/api/v1/collections", new { name = "c" }, deadline.Token)).EnsureSuccessStatusCode();
            await AddAsync(silo, "first.txt", "The first lamp is lit at dusk.", "?wait=true", deadline.Token);
            between = TimeProvider.System.GetUtcNow();
            await AddAsync(silo, "second.txt", "The second lamp is lit at dawn.", "", deadline.Token);
            silo.Signal("KILL");
            Assert.True(await silo.WaitForExitAsync(TestPatience.Max));
        }

        Directory.Delete(folder.File("data"), recursive: true);
        string[] restore = ["restore", "--folder", folder.File("backups"), "--data"];
        await RestoreAsync([.. restore, folder.File("all")]);
        Assert.Equal(["first.txt", "second.txt"], await NamesAsync(folder.File("all"), deadline.Token));
        await RestoreAsync([.. restore, folder.File("before"), "--to", between.ToString("O", CultureInfo.InvariantCulture)]);
        Assert.Equal(["first.txt"], await NamesAsync(folder.File("before"), deadline.Token));
    }

    private static async Task RestoreAsync(string[] arguments)
    {
        Environment.SetEnvironmentVariable("RAG_SILO", SiloProcess.Program);
        using HttpClient nobody = new() { BaseAddress = new Uri("http://127.0.0.1:1/") };
        (int exitCode, _, string messages) = await RagCommand.RunAsync(nobody, arguments);
        Assert.True(exitCode == ExitCodes.Ok, messages);
    }

    // What is listed is indexed too, and found.
    private static async Task<string[]> NamesAsync(string data, CancellationToken deadline)
    {
        await using SiloProcess silo = await SiloProcess.StartAsync(data);
        JsonArray documents;
        do
        {
            documents = (await silo.Http.GetFromJsonAsync<JsonNode>("/api/v1/collections/c/documents", deadline))!["data"]!.AsArray();
        } while (documents.Any(document => (string?)document!["status"] is not "indexed"));
        JsonNode found = (
            await (
                await silo.Http.PostAsJsonAsync("/api/v1/collections/c/search", new { query = "lamp is lit" }, deadline)
            ).Content.ReadFromJsonAsync<JsonNode>(deadline)
        )!;
        Assert.Equal(documents.Count, found["results"]!.AsArray().Count);
        return [.. documents.Select(document => (string)document!["name"]!).Order(StringComparer.Ordinal)];
    }

    private static async Task AddAsync(SiloProcess silo, string name, string text, string query, CancellationToken deadline)
    {
        object[] documents = [new { name, text }];
        (await silo.Http.PostAsJsonAsync($"/api/v1/collections/c/documents{query}", new { documents }, deadline)).EnsureSuccessStatusCode();
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RagCluster.Cli;
using RagCluster.Contract.Tests.Output;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests;

/// <summary>Backups of a server while it serves: by its schedule, and when somebody asks.</summary>
public sealed class RunningBackupTests
{
    [Fact]
    public async Task UnderWrites_TheBackupHoldsWhatWasAcknowledgedBefore_AndNothingByHalves()
    {
        using CancellationTokenSource deadline = new(TestPatience.Max);
        using TempFolder folder = new();
        await using NoticeBox notices = new();
        Dictionary<string, string> settings = new()
        {
            ["RAG__Backup__Folder"] = folder.File("backups"),
            ["RAG__Backup__Webhook"] = notices.Address.AbsoluteUri,
        };
        int acknowledgedBefore;
        await using (SiloProcess silo = await SiloProcess.StartAsync(folder.File("data"), settings))
        {
            // There is none yet, so one is due.
            JsonNode state;
            while ((string?)(state = await StateAsync(silo))["last_backup"] is null)
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
            Assert.NotNull((string?)state["next_due_at"]);
            Assert.Equal("succeeded", (string)JsonNode.Parse(await notices.NextAsync(deadline.Token))!["event"]!);
            string metrics = await silo.Http.GetStringAsync("/metrics", deadline.Token);
            Assert.Contains("rag_backup_last_success_timestamp_seconds ", metrics, StringComparison.Ordinal);
            Assert.Contains("rag_backups_total{outcome=\"succeeded\"} 1", metrics, StringComparison.Ordinal);

            (await silo.Http.PostAsJsonAsync("/api/v1/collections", new { name = "c" }, deadline.Token)).EnsureSuccessStatusCode();
            using MultipartFormDataContent model = await SampleModel.FormAsync();
            (await silo.Http.PostAsync("/api/v1/models", model, deadline.Token)).EnsureSuccessStatusCode();
            int acknowledged = 0;
            using CancellationTokenSource ended = new();
            Task writing = Task.Run(
                async () =>
                {
                    while (!ended.IsCancellationRequested)
                    {
                        await AddAsync(silo, acknowledged, deadline.Token);
                        Interlocked.Increment(ref acknowledged);
                    }
                },
                deadline.Token
            );
            while (Volatile.Read(ref acknowledged) < 5)
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, deadline.Token);
            acknowledgedBefore = Volatile.Read(ref acknowledged);
            (int exitCode, string output, string messages) = await RagCommand.RunAsync(silo.Http, "backup", "--running", "--json");
            Assert.True(exitCode == ExitCodes.Ok, messages);
            await ended.CancelAsync();
            await writing;
            string name = (string)JsonNode.Parse(output)!["name"]!;
            JsonNode list = (await silo.Http.GetFromJsonAsync<JsonNode>("/api/v1/backups", deadline.Token))!;
            Assert.Equal(name, (string)list["data"]![0]!["name"]!);
            Assert.True(acknowledged > acknowledgedBefore);
        }

        Directory.Delete(folder.File("data"), recursive: true);
        Environment.SetEnvironmentVariable("RAG_SILO", SiloProcess.Program);
        using HttpClient nobody = new() { BaseAddress = new Uri("http://127.0.0.1:1/") };
        string[] restore = ["restore", "--data", folder.File("data"), "--folder", folder.File("backups")];
        Assert.Equal(ExitCodes.Ok, (await RagCommand.RunAsync(nobody, restore)).ExitCode);
        await using SiloProcess restored = await SiloProcess.StartAsync(folder.File("data"));
        await RequirePrefixAsync(restored, acknowledgedBefore, deadline.Token);
        (await restored.Http.PostAsync($"/api/v1/models/{SampleModel.Name}/verify", null, deadline.Token)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task WithoutAPlace_TheServerRefusesAndGoesOn()
    {
        using TempFolder folder = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(folder.FullPath);
        HttpResponseMessage refusal = await silo.Http.PostAsync("/api/v1/backups", null);
        Assert.Equal(HttpStatusCode.Conflict, refusal.StatusCode);
        Assert.Contains("RAG__Backup__Folder", await refusal.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await silo.Http.PostAsync("/api/v1/backups?kind=half", null)).StatusCode);
        JsonNode list = (await silo.Http.GetFromJsonAsync<JsonNode>("/api/v1/backups"))!;
        Assert.Empty(list["data"]!.AsArray());
        Assert.Null(list["state"]!["next_due_at"]);
    }

    // Documents were written one after the other: a state of one moment has the first so many of them and no gap, and each is whole.
    private static async Task RequirePrefixAsync(SiloProcess silo, int countMin, CancellationToken deadline)
    {
        List<JsonNode> documents;
        do
        {
            documents = await DocumentsAsync(silo, deadline);
        } while (documents.Exists(document => (string?)document["status"] is not "indexed"));
        int[] numbers = [.. documents.Select(document => int.Parse(((string)document["name"]!)[..^4], null)).Order()];
        Assert.Equal(Enumerable.Range(0, numbers.Length), numbers);
        Assert.True(numbers.Length >= countMin, $"{numbers.Length} of at least {countMin} came back");
        foreach (int number in numbers)
        {
            JsonNode found = (
                await (
                    await silo.Http.PostAsJsonAsync("/api/v1/collections/c/search", new { query = $"keeper number{number}" }, deadline)
                ).Content.ReadFromJsonAsync<JsonNode>(deadline)
            )!;
            Assert.Contains($"number{number} ", found["results"]!.AsArray()[0]!.ToJsonString(), StringComparison.Ordinal);
        }
    }

    private static async Task<List<JsonNode>> DocumentsAsync(SiloProcess silo, CancellationToken deadline)
    {
        List<JsonNode> documents = [];
        string? after = "";
        while (after is not null)
        {
            JsonNode page = (await silo.Http.GetFromJsonAsync<JsonNode>($"/api/v1/collections/c/documents?limit=100{after}", deadline))!;
            documents.AddRange(page["data"]!.AsArray().Select(document => document!));
            after = (bool)page["has_more"]! ? $"&after={page["last_id"]}" : null;
        }

        return documents;
    }

    private static async Task AddAsync(SiloProcess silo, int number, CancellationToken deadline)
    {
        object[] documents = [new { name = $"{number}.txt", text = $"The keeper number{number} lights the lamp at dusk." }];
        (await silo.Http.PostAsJsonAsync("/api/v1/collections/c/documents", new { documents }, deadline)).EnsureSuccessStatusCode();
    }

    private static async Task<JsonNode> StateAsync(SiloProcess silo) =>
        (await silo.Http.GetFromJsonAsync<JsonNode>("/api/v1/backups/state"))!;
}

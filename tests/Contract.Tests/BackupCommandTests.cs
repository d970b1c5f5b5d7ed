using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RagCluster.Cli;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests;

/// <summary><c>rag backup</c> and <c>rag restore</c> on the folder of a server that is stopped.</summary>
public sealed class BackupCommandTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly string[] Texts =
    [
        "The lighthouse stands on a rock north of the harbour.",
        "Herring is salted in barrels before it is shipped.",
        "The ferry to the island leaves at nine and at four.",
    ];

    [Fact]
    public async Task BackupDestroyRestore_AnswersAreTheSame()
    {
        using TempFolder folder = new();
        string data = folder.File("data");
        string before;
        await using (SiloProcess silo = await SiloProcess.StartAsync(data))
        {
            (await silo.Http.PostAsJsonAsync("/api/v1/collections", new { name = "c" })).EnsureSuccessStatusCode();
            object[] documents = [.. Texts.Select((text, i) => new { name = $"{i}.txt", text })];
            (await silo.Http.PostAsJsonAsync("/api/v1/collections/c/documents?wait=true", new { documents })).EnsureSuccessStatusCode();
            before = await AnswersAsync(silo);
            // A server has the folder: the refusal says so, and there is no backup.
            Assert.Equal(ExitCodes.Failed, (await RunAsync("backup", "--data", data, "--folder", folder.File("b"))).ExitCode);
            silo.Signal("TERM");
            Assert.True(await silo.WaitForExitAsync(TestPatience.Max));
        }

        (int exitCode, string output, _) = await RunAsync("backup", "--data", data, "--folder", folder.File("b"), "--json");
        Assert.Equal(ExitCodes.Ok, exitCode);
        string name = (string)JsonNode.Parse(output)!["name"]!;
        Directory.Delete(data, recursive: true);
        JsonNode listed = Assert.Single(
            JsonNode.Parse((await RunAsync("backup", "list", "--folder", folder.File("b"), "--json")).Output)!.AsArray()
        )!;
        Assert.Equal((name, "full"), ((string)listed["name"]!, (string)listed["kind"]!));
        Assert.Equal(ExitCodes.Ok, (await RunAsync("backup", "verify", name, "--folder", folder.File("b"))).ExitCode);
        (exitCode, output, _) = await RunAsync(
            "backup",
            "verify",
            "--folder",
            folder.File("b"),
            "--restore",
            "--ask",
            "--scratch",
            folder.FullPath
        );
        Assert.Equal(ExitCodes.Ok, exitCode);
        Assert.Contains("came back the same to the byte", output, StringComparison.Ordinal);
        Assert.Contains("of 3 passages 3 led to their document", output, StringComparison.Ordinal);
        // The server that the command line names is another one.
        Assert.Contains("not compared with the original: default/c", output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.FullPath, "rag-verify-*"));
        Assert.False(Directory.Exists(data));
        Assert.Contains(
            "would be restored",
            (await RunAsync("restore", "--data", data, "--folder", folder.File("b"), "--dry-run")).Output,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(Path.Combine(data, "ragcluster.db")));
        Assert.Equal(
            ExitCodes.Failed,
            (await RunAsync("restore", "--data", data, "--folder", folder.File("b"), "--to", "2001-01-01T00:00:00Z")).ExitCode
        );
        Assert.Equal(ExitCodes.Ok, (await RunAsync("restore", "--data", data, "--folder", folder.File("b"))).ExitCode);
        await using SiloProcess restored = await SiloProcess.StartAsync(data);
        Assert.Equal(before, await AnswersAsync(restored));
        JsonNode audit = (await restored.Http.GetFromJsonAsync<JsonNode>("/api/v1/audit"))!;
        JsonNode entry = Assert.Single(audit["data"]!.AsArray(), one => (string)one!["action"]! == "rag restore")!;
        Assert.Equal(("command-line", name), ((string)entry["subject"]!, (string)entry["target"]!));
        JsonNode report = (await restored.Http.GetFromJsonAsync<JsonNode>("/api/v1/audit/verification"))!;
        Assert.Empty(report["faults"]!.AsArray());
    }

    [Fact]
    public async Task WithoutAPlace_TheCommandSaysWhatToGive()
    {
        (int exitCode, _, string messages) = await RunAsync("backup", "list");
        Assert.Equal(ExitCodes.Failed, exitCode);
        Assert.Contains("--folder", messages, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, (await RunAsync("restore", "--to", "yesterday")).ExitCode);
        Assert.Equal(ExitCodes.Usage, (await RunAsync("backup", "verify", "--folder", "b", "--scratch", "s")).ExitCode);
        Assert.Equal(ExitCodes.Usage, (await RunAsync("backup", "verify", "--folder", "b", "--ask")).ExitCode);
        Assert.Equal(ExitCodes.Usage, (await RunAsync("backup", "verify", "--folder", "b", "--restore", "--within", "00:10:00")).ExitCode);
    }

    // Scores included, to the last bit.
    private static async Task<string> AnswersAsync(SiloProcess silo)
    {
        List<string> answers = [];
        string[] questions = ["Where is the lighthouse?", "When does the ferry leave?", "salted herring"];
        foreach (string query in questions)
        {
            JsonNode found = (
                await (await silo.Http.PostAsJsonAsync("/api/v1/collections/c/search", new { query })).Content.ReadFromJsonAsync<JsonNode>()
            )!;
            Assert.NotEmpty(found["results"]!.AsArray());
            answers.Add(found["results"]!.ToJsonString());
        }

        return string.Join('\n', answers);
    }

    private Task<(int ExitCode, string Output, string Messages)> RunAsync(params string[] arguments)
    {
        Environment.SetEnvironmentVariable("RAG_SILO", SiloProcess.Program);
        return RagCommand.RunAsync(server.Rag.Http, arguments);
    }
}

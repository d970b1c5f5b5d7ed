using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RagCluster.Cli;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests;

/// <summary><c>rag doctor</c>, asking a running server and looking through a stopped one's folder.</summary>
public sealed class DoctorCommandTests(OwnServerFixture server) : IClassFixture<OwnServerFixture>
{
    [Fact]
    public async Task RunningServer_IsReadWhole()
    {
        await server.Rag.NewCollectionAsync();
        (int exitCode, string output, string messages) = await RagCommand.RunAsync(server.Rag.Http, ["doctor", "--json"]);
        Assert.Equal((ExitCodes.Ok, ""), (exitCode, messages));
        JsonNode report = JsonNode.Parse(output)!;
        Assert.Equal((false, 0), ((bool)report["running"]!, (int)report["damaged"]!));
        Assert.InRange((long)report["rows"]!, 1, long.MaxValue);
        Assert.Contains("damaged", (await RagCommand.RunAsync(server.Rag.Http, ["doctor"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoppedFolder_IsReadWhole_AndChangedWhenThatIsAskedFor()
    {
        using TempFolder folder = new();
        await using (SiloProcess silo = await SiloProcess.StartAsync(folder.File("data")))
        {
            (await silo.Http.PostAsJsonAsync("/api/v1/collections", new { name = "c" })).EnsureSuccessStatusCode();
            object[] documents = [new { name = "a.txt", text = "The lighthouse stands on a rock." }];
            (await silo.Http.PostAsJsonAsync("/api/v1/collections/c/documents?wait=true", new { documents })).EnsureSuccessStatusCode();
            (int busy, _, _) = await DoctorAsync(folder.File("data"));
            Assert.Equal(ExitCodes.Failed, busy);
            silo.Signal("TERM");
            Assert.True(await silo.WaitForExitAsync(TestPatience.Max));
        }

        string database = Path.Combine(folder.File("data"), "ragcluster.db");
        byte[] bytes = await File.ReadAllBytesAsync(database);
        bytes[^100] ^= 4;
        await File.WriteAllBytesAsync(database, bytes);
        (int exitCode, string output, _) = await DoctorAsync(folder.File("data"));
        Assert.Equal(ExitCodes.Failed, exitCode);
        JsonNode report = JsonNode.Parse(output)!;
        Assert.Equal((1, 0), ((int)report["damaged"]!, (int)report["repaired"]!));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(database));
        Assert.Empty(Directory.GetDirectories(folder.File("data"), "doctor"));
        (exitCode, output, _) = await DoctorAsync(folder.File("data"), "--repair");
        Assert.Equal(ExitCodes.Ok, exitCode);
        report = JsonNode.Parse(output)!;
        Assert.Equal((1, 1), ((int)report["damaged"]!, (int)report["repaired"]!));
        Assert.Equal(0, (int)JsonNode.Parse((await DoctorAsync(folder.File("data"))).Output)!["damaged"]!);
        Assert.Equal(ExitCodes.Failed, (await DoctorAsync(folder.File("nowhere"))).ExitCode);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("truncated")]
    [InlineData("folder")]
    public async Task DatabaseThatNobodyCanMend_IsDamage_AndNoServerStartsOnIt(string state)
    {
        using TempFolder folder = new();
        string data = folder.File("data");
        await using (SiloProcess silo = await SiloProcess.StartAsync(data))
        {
            (await silo.Http.PostAsJsonAsync("/api/v1/collections", new { name = "c" })).EnsureSuccessStatusCode();
            silo.Signal("TERM");
            Assert.True(await silo.WaitForExitAsync(TestPatience.Max));
        }

        string database = Path.Combine(data, "ragcluster.db");
        byte[] bytes = await File.ReadAllBytesAsync(database);
        File.Delete(database);
        if (state == "folder")
            Directory.CreateDirectory(database);
        else if (state != "missing")
            await File.WriteAllBytesAsync(database, state == "empty" ? [] : bytes[..4096]);
        foreach (
            string[] options in (string[][])
                [
                    [],
                    ["--repair"],
                ]
        )
        {
            (int exitCode, string output, string messages) = await DoctorAsync(data, options);
            Assert.Equal((ExitCodes.Failed, ""), (exitCode, messages));
            JsonNode report = JsonNode.Parse(output)!;
            Assert.Equal((1, 0), ((int)report["damaged"]!, (int)report["repaired"]!));
            string outcome = (string)report["findings"]![0]!["outcome"]!;
            Assert.Contains($"'{data}'", outcome, StringComparison.Ordinal);
            Assert.Contains("'ragcluster.db'", outcome, StringComparison.Ordinal);
        }

        (int refused, string log) = await SiloProcess.RunToExitAsync(data, new Dictionary<string, string>());
        Assert.Equal(1, refused);
        Assert.Contains("'ragcluster.db'", log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
        Assert.NotEqual(bytes.Length, File.Exists(database) ? new FileInfo(database).Length : 0);
    }

    private Task<(int ExitCode, string Output, string Messages)> DoctorAsync(string folder, params string[] options)
    {
        Environment.SetEnvironmentVariable("RAG_SILO", SiloProcess.Program);
        return RagCommand.RunAsync(server.Rag.Http, ["doctor", "--data", folder, "--json", .. options]);
    }
}

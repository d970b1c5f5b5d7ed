using System.Diagnostics;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;
using Xunit.Abstractions;

namespace RagCluster.Contract.Tests.Operations;

/// <summary>deploy/scripts on the real program: the smoke test of a server, and the drill that makes one of a backup alone.</summary>
public sealed class RecoveryDrillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task SmokeTest_Passes_AndNamesWhatFails_AndTheDrillRecovers()
    {
        using TempFolder folder = new();
        string data = Path.Combine(folder.FullPath, "data");
        string backups = Path.Combine(folder.FullPath, "backups");
        string key = Path.Combine(folder.FullPath, "key");
        await File.WriteAllTextAsync(key, $"sk-{Guid.NewGuid():N}{Guid.NewGuid():N}");
        await using (
            SiloProcess silo = await SiloProcess.StartAsync(
                data,
                new Dictionary<string, string> { ["RAG__Auth__Required"] = "true", ["RAG__Auth__AdminKeyFile"] = key }
            )
        )
        {
            string address = silo.Http.BaseAddress!.ToString();
            (int exitCode, string text) = await RunAsync("smoke-test", address, "--api-key-file", key);
            Assert.True(exitCode == 0, text);
            Assert.Equal(6, text.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)));
            // Without a key a server that asks for one serves nothing of it.
            (exitCode, text) = await RunAsync("smoke-test", address);
            Assert.Equal(1, exitCode);
            Assert.Contains("FAILED  upload", text, StringComparison.Ordinal);
            Assert.Contains("FAILED  authentication", text, StringComparison.Ordinal);
        }

        await BackUpAsync(data, backups);
        string into = Path.Combine(folder.FullPath, "recovered");
        string port = LoopbackPort.Reserve().ToString(System.Globalization.CultureInfo.InvariantCulture);
        (int drilled, string said) = await RunAsync("disaster-recovery", "--backups", backups, "--into", into, "--port", port);
        Assert.True(drilled == 0, said);
        Assert.Contains("ok      pipeline", said, StringComparison.Ordinal);
        output.WriteLine(said.Split('\n').Single(line => line.StartsWith("Recovered: ", StringComparison.Ordinal)));
        // Never over something that is there.
        (drilled, said) = await RunAsync("disaster-recovery", "--backups", backups, "--into", into, "--port", port);
        Assert.Equal(2, drilled);
        Assert.Contains("is not empty", said, StringComparison.Ordinal);
    }

    private static async Task BackUpAsync(string data, string backups)
    {
        ProcessStartInfo start = new("dotnet", [SiloProcess.Program, "backup", "create"]);
        start.Environment["RAG__Storage__DataFolder"] = data;
        start.Environment["RAG__Backup__Folder"] = backups;
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private static async Task<(int ExitCode, string Text)> RunAsync(string script, params string[] arguments)
    {
        DirectoryInfo root = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "RagCluster.sln")))
            root = root.Parent ?? throw new InvalidOperationException("RagCluster.sln is in no folder above the test.");
        ProcessStartInfo start = new(Path.Combine(root.FullName, "deploy", "scripts", script), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["RAG_SILO"] = SiloProcess.Program;
        using Process process = Process.Start(start)!;
        Task<string> text = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await text + await errors);
    }
}

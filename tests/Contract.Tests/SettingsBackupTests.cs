using System.Text.Json.Nodes;
using RagCluster.Cli;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests;

/// <summary>A backup has the node's settings of every section, and nothing secret.</summary>
public sealed class SettingsBackupTests
{
    private const string ScrapeKey = "lantern-and-mill-lantern-and-mill";
    private const string JwtSecret = "harbour-and-heron-harbour-and-heron";

    [Fact]
    public async Task EverySection_ComesBack_WithoutWhatIsSecret()
    {
        using TempFolder folder = new();
        Dictionary<string, string> settings = new()
        {
            ["RAG__Backup__Folder"] = folder.File("backups"),
            ["RAG__Backup__Schedule"] = "off",
            ["RAG__Audit__IsOn"] = "true",
            ["RAG__Auth__Required"] = "false",
            ["RAG__Auth__ScrapeKey"] = ScrapeKey,
            ["RAG__Auth__Jwt__Issuer"] = "https://issuer.example",
            ["RAG__Auth__Jwt__Audience"] = "rag",
            ["RAG__Auth__Jwt__Secret"] = JwtSecret,
            ["RAG__Bulkheads__Query"] = "200",
            ["RAG__Chat__FirstTokenMax"] = "00:00:20",
            ["RAG__Logging__LogLevel__Default"] = "Information",
            ["RAG__Memory__TightShare"] = "0.8",
            ["RAG__RateLimits__KeyRequests"] = "90000",
            ["RAG__RateLimits__TenantRequests"] = "100000",
        };
        await using (SiloProcess silo = await SiloProcess.StartAsync(folder.File("data"), settings))
        {
            (int taken, _, string messages) = await RagCommand.RunAsync(silo.Http, "backup", "--running");
            Assert.True(taken == ExitCodes.Ok, messages);
        }

        Environment.SetEnvironmentVariable("RAG_SILO", SiloProcess.Program);
        using HttpClient nobody = new() { BaseAddress = new Uri("http://127.0.0.1:1/") };
        string[] restore = ["restore", "--data", folder.File("new"), "--folder", folder.File("backups")];
        (int restored, _, string told) = await RagCommand.RunAsync(nobody, restore);
        Assert.True(restored == ExitCodes.Ok, told);

        string text = await File.ReadAllTextAsync(Path.Combine(folder.File("new"), "settings.json"));
        JsonObject kept = JsonNode.Parse(text)!.AsObject();
        foreach ((string name, string value) in settings.Where(setting => setting.Value is not (ScrapeKey or JwtSecret)))
            Assert.Equal(value, (string?)kept[name["RAG__".Length..].Replace("__", ":", StringComparison.Ordinal)]);
        Assert.DoesNotContain(ScrapeKey, text, StringComparison.Ordinal);
        Assert.DoesNotContain(JwtSecret, text, StringComparison.Ordinal);
    }
}

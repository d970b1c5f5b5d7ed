using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Operations;

/// <summary>A misspelt setting is told, since whoever set it believes that it holds.</summary>
public sealed class UnknownSettingsTests
{
    private const string Warning = "is no setting of this server";

    [Fact]
    public async Task NameThatNoSettingHas_IsWarnedOf_WithThoseThatThereAre()
    {
        using TempFolder folder = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            folder.FullPath,
            new Dictionary<string, string>
            {
                ["RAG__Ingest__Paralelism"] = "3",
                ["RAG__Auth__Jwt__Isuer"] = "https://issuer.example",
                ["RAG__Nothing__AtAll"] = "1",
            }
        );
        string[] lines = [.. silo.Log.Split('\n').Where(line => line.Contains(Warning, StringComparison.Ordinal))];
        Assert.Equal(3, lines.Length);
        Assert.Contains(lines, line => line.Contains("RAG__Ingest__Paralelism", StringComparison.Ordinal) && Names(line, "Parallelism"));
        Assert.Contains(lines, line => line.Contains("RAG__Auth__Jwt__Isuer", StringComparison.Ordinal) && Names(line, "Jwt"));
        Assert.Contains(lines, line => line.Contains("RAG__Nothing__AtAll", StringComparison.Ordinal) && Names(line, "Ingest"));
    }

    [Fact]
    public async Task EveryKindOfName_IsKnown()
    {
        using TempFolder folder = new();
        string key = folder.File("scrape");
        await File.WriteAllTextAsync(key, "lantern-and-mill-lantern-and-mill");
        await using SiloProcess silo = await SiloProcess.StartAsync(
            folder.FullPath,
            new Dictionary<string, string>
            {
                ["RAG__Storage__Provider"] = "sqlite",
                ["RAG__Storage__Postgres__PoolMax"] = "4",
                ["RAG__ingest__parallelism"] = "3",
                ["RAG__Auth__ScrapeKey__File"] = key,
                ["RAG__Api__Cors__Origins"] = "https://app.example.org",
                ["RAG__Logging__LogLevel__Default"] = "Information",
                ["RAG__Cluster__Roles"] = "api,index,embed",
            }
        );
        Assert.DoesNotContain(Warning, silo.Log, StringComparison.Ordinal);
    }

    private static bool Names(string line, string setting) => line.Contains(setting, StringComparison.Ordinal);
}

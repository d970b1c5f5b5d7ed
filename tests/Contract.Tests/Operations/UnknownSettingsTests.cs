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
                ["RAG__Chat__Modle"] = "small",
                ["RAG__Nothing__AtAll"] = "1",
                ["RAG_INGEST_PARALLELISM"] = "3",
                ["RAG_CHAT_MODEL"] = "small",
            }
        );
        string[] lines = [.. silo.Log.Split('\n').Where(line => line.Contains(Warning, StringComparison.Ordinal))];
        Assert.Equal(5, lines.Length);
        Assert.Contains(lines, line => line.Contains("RAG__Ingest__Paralelism", StringComparison.Ordinal) && Names(line, "Parallelism"));
        Assert.Contains(lines, line => line.Contains("RAG__Chat__Modle", StringComparison.Ordinal) && Names(line, "Model"));
        Assert.Contains(lines, line => line.Contains("RAG__Nothing__AtAll", StringComparison.Ordinal) && Names(line, "Ingest"));
        Assert.Contains(
            lines,
            line => line.Contains("RAG_INGEST_PARALLELISM", StringComparison.Ordinal) && Names(line, "RAG__Ingest__Parallelism")
        );
        Assert.Contains(lines, line => line.Contains("RAG_CHAT_MODEL", StringComparison.Ordinal) && Names(line, "RAG__Chat__Model"));
    }

    [Theory]
    [InlineData("RAG__Auth__Requierd", "RAG__Auth__Required")]
    [InlineData("RAG__Auth__Jwt__Isuer", "RAG__Auth__Jwt__Issuer")]
    [InlineData("RAG__Auth__AdminKey__Fiel", "RAG__Auth__AdminKeyFile")]
    [InlineData("RAG__Auht__Required", "RAG__Auth__Required")]
    [InlineData("RAG__Auth_Required", "RAG__Auth__Required")]
    [InlineData("RAG_AUTH_REQUIRED", "RAG__Auth__Required")]
    [InlineData("RAG_Auth__Requierd", "RAG__Auth__Required")]
    [InlineData("RAG__Tls__Required", "RAG__Tls__IsRequired")]
    [InlineData("RAG__Api__AllowedHost", "RAG__Api__AllowedHosts")]
    [InlineData("RAG__Api__AllowedHosts__0", "RAG__Api__AllowedHosts")]
    [InlineData("RAG__Api__Cors__Orgins", "RAG__Api__Cors__Origins")]
    [InlineData("RAG_STORAGE_ENCRYPTION_KEY_FILE", "RAG__Storage__Encryption__KeyFile")]
    [InlineData("RAG__Storage__Encyption__Key", "RAG__Storage__Encryption__Key")]
    [InlineData("RAG__Cluster__Tls__Certificat", "RAG__Cluster__Tls__Certificate")]
    [InlineData("RAG_BACKUP_KEY", "RAG__Backup__Key")]
    public async Task NameThatWasToGuardSomething_StopsTheStartWithOneLine_ThatHasTheNearest(string name, string nearest)
    {
        using TempFolder folder = new();
        string line = await RefusalAsync(folder, new Dictionary<string, string> { [name] = "s3cret-value" }, []);
        Assert.StartsWith($"ragcluster: {name} is no setting of this server; the nearest is {nearest}.", line, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Auth:Requierd=true")]
    [InlineData("migrate", "--Auth:Requierd=true")]
    [InlineData("doctor", "--Auth:Requierd=true")]
    [InlineData("backup", "list", "--Auth:Requierd=true")]
    public async Task NameOnTheCommandLine_IsRefusedLikewise_WhateverIsToBeDone(params string[] arguments)
    {
        using TempFolder folder = new();
        string line = await RefusalAsync(folder, [], arguments);
        Assert.StartsWith(
            "ragcluster: Auth:Requierd is no setting of this server; the nearest is RAG__Auth__Required.",
            line,
            StringComparison.Ordinal
        );
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
                // What the rest of the product reads, and what Kubernetes sets beside a service of this name.
                ["RAG_API_KEY"] = "k",
                ["RAG_SERVER"] = "http://127.0.0.1:1",
                ["RAG_SILO"] = "Silo.dll",
                ["RAG_PACKAGES"] = "stand-in",
                ["RAG_GPU"] = "0",
                ["RAG_HOST"] = "rag.example",
                ["RAG_IMAGE"] = "ragcluster",
                ["RAG_ENVIRONMENT"] = "production",
                ["RAG_HTTPS_PORT"] = "443",
                ["RAG_STORAGE_ENCRYPTION"] = "false",
                ["RAG_REMOTE_TOKEN_FILE"] = "token",
                ["RAG_TEST_TIMES"] = "exact",
                ["RAG_SERVICE_HOST"] = "10.0.0.1",
                ["RAG_PORT_8080_TCP_ADDR"] = "10.0.0.1",
            }
        );
        Assert.DoesNotContain(Warning, silo.Log, StringComparison.Ordinal);
    }

    private static async Task<string> RefusalAsync(TempFolder folder, Dictionary<string, string> settings, string[] arguments)
    {
        (int exitCode, string log) = await SiloProcess.RunWordsAsync(folder.FullPath, settings, arguments);
        Assert.Equal(1, exitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.FullPath));
        return Assert.Single(log.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool Names(string line, string setting) => line.Contains(setting, StringComparison.Ordinal);
}

using System.Text.RegularExpressions;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests;

/// <summary>What the replaced systems took from the environment is understood or refused, and never dropped.</summary>
public sealed partial class EarlierNamesTests
{
    /// <summary>Every name that the requirements list, with a value that asks for something which is not here or can't be.</summary>
    public static TheoryData<string, string> Refusals =>
        new()
        {
            { "LOG_LEVEL", "LOUD" },
            { "CACHE_SIZE_L1", "0" },
            { "CACHE_SIZE_L2", "-1" },
            { "CACHE_SIZE_L3", "many" },
            { "CACHE_EVICTION_POLICY", "fifo" },
            { "QUANTUM_COHERENCE_TIME", "-1" },
            { "MAX_WORKERS", "all" },
            { "AUTO_SCALE_CPU_THRESHOLD", "170" },
            { "ENABLE_GPU", "perhaps" },
            { "API_KEY_REQUIRED", "perhaps" },
            { "JWT_SECRET", "s3cret-value" },
            { "SECRET_KEY", "s3cret-value" },
            { "API_SECRET_KEY", "s3cret-value" },
            { "RATE_LIMIT_REQUESTS", "many" },
            { "CORS_ORIGINS", "app.example" },
            { "SSL_ENABLED", "perhaps" },
            { "CIRCUIT_BREAKER_THRESHOLD", "1" },
            { "MAX_MEMORY_GB", "16" },
            { "HF_CACHE_DIR", "/models" },
            { "DATABASE_URL", "postgresql://rag:s3cret-value@db/rag" },
            { "REDIS_URL", "redis://:s3cret-value@cache:6379" },
            { "REDIS_PASSWORD", "s3cret-value" },
            { "PROMETHEUS_ENABLED", "false" },
            { "GRAFANA_ENABLED", "true" },
            { "MLFLOW_ENABLED", "true" },
        };

    // Each of these is understood whatever it says.
    private static readonly string[] Understood = ["ENVIRONMENT"];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task NameThatCanNotBeHonoured_StopsTheStartWithOneLine(string name, string value)
    {
        using TempFolder data = new();
        (int exitCode, string log) = await SiloProcess.RunToExitAsync(data.FullPath, new Dictionary<string, string> { [name] = value });
        Assert.Equal(1, exitCode);
        string line = Assert.Single(log.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"ragcluster: {name} is ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", line, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(data.FullPath));
    }

    [Fact]
    public async Task NamesThatAreUnderstoodOrAskForNothing_LetItStart()
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            data.FullPath,
            new Dictionary<string, string>
            {
                ["LOG_LEVEL"] = "DEBUG",
                ["ENVIRONMENT"] = "production",
                ["CACHE_SIZE_L1"] = "2000",
                ["QUANTUM_COHERENCE_TIME"] = "300",
                ["MAX_WORKERS"] = "2",
                ["AUTO_SCALE_CPU_THRESHOLD"] = "70",
                ["CIRCUIT_BREAKER_THRESHOLD"] = "10",
                ["ENABLE_GPU"] = "false",
                ["API_KEY_REQUIRED"] = "false",
                ["RATE_LIMIT_REQUESTS"] = "1000",
                ["SSL_ENABLED"] = "false",
                ["CORS_ORIGINS"] = "https://app.example",
                ["PROMETHEUS_ENABLED"] = "true",
                ["GRAFANA_ENABLED"] = "0",
            }
        );
        Assert.Contains("dbug: ", silo.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MAX_WORKERS", "RAG__Ingest__Parallelism is 100000")]
    [InlineData("CIRCUIT_BREAKER_THRESHOLD", "BreakerFailures is 100000")]
    public async Task EarlierName_ReachesItsSetting(string name, string said)
    {
        using TempFolder data = new();
        // Beyond what the setting takes, so that the setting itself says that it got the value.
        (int exitCode, string log) = await SiloProcess.RunToExitAsync(data.FullPath, new Dictionary<string, string> { [name] = "100000" });
        Assert.Equal(1, exitCode);
        Assert.Contains(said, log, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryNameOfTheRequirements_IsTested()
    {
        if (
            SharedData.Find("scifact") is not { } folder
            || Path.Combine(folder, "..", "..", "requirements.md") is not { } requirements
            || !File.Exists(requirements)
        )
            return;
        string[] named = [.. Names().Matches(File.ReadAllText(requirements)).Select(match => match.Value).Distinct()];
        Assert.NotEmpty(named);
        Assert.Empty(named.Except([.. Refusals.Select(row => (string)row[0]), .. Understood]));
    }

    [GeneratedRegex(@"\b[A-Z][A-Z0-9]+(_[A-Z0-9]+)+\b|\bENVIRONMENT\b")]
    private static partial Regex Names();
}

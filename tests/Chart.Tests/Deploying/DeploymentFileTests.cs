using System.Text.RegularExpressions;
using RagCluster.Chart.Tests.Monitoring;
using RagCluster.Chart.Tests.Rendering;
using RagCluster.TestKit;

namespace RagCluster.Chart.Tests.Deploying;

/// <summary>What is kept for one host, a swarm and kustomize is whole: what it names is there, and the programs that read it do.</summary>
[Collection(OneChart.Name)]
public sealed partial class DeploymentFileTests(ChartFixture chart)
{
    private static readonly string Deploy = Path.Combine(MonitoringFiles.Root, "deploy");

    private static string Compose => File.ReadAllText(Path.Combine(Deploy, "compose", "compose.yaml"));

    [Fact]
    public async Task Secrets_AreMadeOnce_AreOfTheOwner_AndFitTheirPlaces()
    {
        string folder = Directory.CreateTempSubdirectory("rag-secrets-").FullName;
        try
        {
            string script = Path.Combine(Deploy, "compose", "secrets");
            Assert.Equal(0, (await Command.RunAsync(script, folder, null, folder)).ExitCode);
            string[] files = Directory.GetFiles(Path.Combine(folder, "secrets.d"));
            Dictionary<string, string> first = files.ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
            Assert.Equal(64, first["admin_key"].Length);
            Assert.NotEqual(first["admin_key"], first["scrape_key"]);
            Assert.Matches("^[0-9a-f]{64}$", first["storage_keys"]);
            Assert.NotEqual(first["backup_key"], first["storage_keys"]);
            string settings = await File.ReadAllTextAsync(Path.Combine(folder, ".env"));
            Assert.EndsWith($";Password={first["postgres_password"]}", first["postgres_connection"], StringComparison.Ordinal);
            Assert.EndsWith($",password={first["redis_password"]}", first["redis_connection"], StringComparison.Ordinal);
            Assert.DoesNotContain(first.Values, secret => settings.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain("assword", settings, StringComparison.Ordinal);
            Assert.Equal(0, (await Command.RunAsync(script, folder, null, folder)).ExitCode);
            Assert.All(first, file => Assert.Equal(file.Value, File.ReadAllText(Path.Combine(folder, "secrets.d", file.Key))));
            // Each secret that a service names is one that the script makes, and the other way round.
            string[] named = [.. SecretFile().Matches(Compose).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];
            Assert.Equal(first.Keys.Order(StringComparer.Ordinal), named);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // What reads the database without the ring does not start, and what writes with another one can't be read by the others.
    [Fact]
    public void EveryServiceThatOpensTheStore_HasTheRing()
    {
        foreach (string file in (string[])[Compose, File.ReadAllText(Path.Combine(Deploy, "swarm", "stack.yaml"))])
        {
            Assert.Contains("RAG__Storage__Encryption__KeyFile: /run/secrets/storage_keys", file, StringComparison.Ordinal);
            Assert.Contains("RAG__GrainState__Provider: store", file, StringComparison.Ordinal);
            string[] opening = [.. MountedSecrets().Matches(file).Select(m => m.Groups[1].Value).Where(OpensStore)];
            Assert.NotEmpty(opening);
            Assert.All(opening, names => Assert.Contains("storage_keys", names, StringComparison.Ordinal));
        }

        static bool OpensStore(string names) => names.Contains("postgres_connection", StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_NamesWhatIsThere()
    {
        string text = Compose;
        string[] services = [.. Service().Matches(text).Select(m => m.Groups[1].Value)];
        string[] wanted =
        [
            "alertmanager",
            "backup",
            "grafana",
            "jaeger",
            "loki",
            "postgres-exporter",
            "prometheus",
            "proxy",
            "redis-exporter",
            "silo",
        ];
        Assert.Empty(wanted.Except(services));
        foreach (Match mount in Mount().Matches(text))
        {
            string path = Path.GetFullPath(Path.Combine(Deploy, "compose", mount.Groups[1].Value));
            bool isMade = path.EndsWith("certificates", StringComparison.Ordinal);
            Assert.True(isMade || Path.Exists(path), $"{mount.Groups[1].Value} is mounted and not there.");
        }

        // A tag that moves is another program tomorrow.
        Assert.All(
            Image().Matches(text).Select(m => m.Groups[1].Value),
            image =>
                Assert.False(!image.Contains(':', StringComparison.Ordinal) || image.EndsWith(":latest", StringComparison.Ordinal), image)
        );
        // What Prometheus reads and the proxy asks is a service.
        string scraped = File.ReadAllText(Path.Combine(MonitoringFiles.Folder, "prometheus.yml"));
        foreach (string host in Target().Matches(scraped).Select(m => m.Groups[1].Value).Where(host => host != "127.0.0.1"))
            Assert.Contains(host, services);
        Assert.DoesNotContain("0.0.0.0", text, StringComparison.Ordinal);
        Assert.All(
            Published().Matches(text).Select(m => m.Groups[1].Value),
            port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal)
        );
    }

    // Both kinds of silo are asked as the requirement says: every 30 s, 10 s at most, three times, and not before 40 s.
    [Fact]
    public void Silos_AreAskedForTheirHealth_AndTheOneWithAGpuComesByItsProfile()
    {
        string[] blocks = Compose.Split("\n\n");
        string gpu = Assert.Single(blocks, block => block.Contains("\n  silo-gpu:\n", StringComparison.Ordinal));
        string plain = Assert.Single(blocks, block => block.Contains("  silo:\n", StringComparison.Ordinal));
        foreach (string silo in (string[])[gpu, plain])
        {
            Assert.Contains(
                "      interval: 30s\n      timeout: 10s\n      retries: 3\n      start_period: 40s\n",
                silo,
                StringComparison.Ordinal
            );
        }

        Assert.DoesNotContain("profiles", plain, StringComparison.Ordinal);
        string[] wanted = ["profiles: [gpu]", "{driver: nvidia, count: 1, capabilities: [gpu]}", "RAG__Inference__Device: cuda:0", "-gpu}"];
        Assert.All(wanted, part => Assert.Contains(part, gpu, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Prometheus_HasAStoreElsewhere_WhereOneIsSet()
    {
        string token = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(token, "t0ken");
            const string Write = "RAG_REMOTE_WRITE_URL=https://metrics.example.org/api/v1/write";
            const string Read = "RAG_REMOTE_READ_URL=https://metrics.example.org/api/v1/read";
            string none = await PrintedAsync(0);
            Assert.DoesNotContain("remote_", none, StringComparison.Ordinal);
            Assert.Contains($"  - {MonitoringFiles.Folder}/rules/*.yaml", none, StringComparison.Ordinal);
            string both = await PrintedAsync(0, Write, Read, $"RAG_REMOTE_TOKEN_FILE={token}");
            Assert.StartsWith(none, both, StringComparison.Ordinal);
            string authorization = $"    authorization: {{credentials_file: \"{token}\"}}\n";
            Assert.Equal(
                $"remote_write:\n  - url: \"https://metrics.example.org/api/v1/write\"\n{authorization}"
                    + $"remote_read:\n  - url: \"https://metrics.example.org/api/v1/read\"\n{authorization}",
                both[none.Length..]
            );
            await File.WriteAllTextAsync(token, "not-set");
            string open = await PrintedAsync(0, Write, $"RAG_REMOTE_TOKEN_FILE={token}");
            Assert.Equal("remote_write:\n  - url: \"https://metrics.example.org/api/v1/write\"\n", open[none.Length..]);
            await PrintedAsync(1, "RAG_REMOTE_WRITE_URL=metrics.example.org");
            if (!File.Exists(RuleTests.Promtool))
                return;
            await File.WriteAllTextAsync(token, both);
            Outcome check = await Command.RunAsync(RuleTests.Promtool, "/", null, "check", "config", "--syntax-only", token);
            Assert.True(check.ExitCode == 0, check.Output + check.Errors);
        }
        finally
        {
            File.Delete(token);
        }
    }

    private static async Task<string> PrintedAsync(int exitCode, params string[] environment)
    {
        string script = Path.Combine(MonitoringFiles.Folder, "prometheus-start");
        Outcome printed = await Command.RunAsync(
            "/usr/bin/env",
            "/",
            null,
            ["-i", "PATH=/usr/bin:/bin", .. environment, script, "--print"]
        );
        Assert.True(printed.ExitCode == exitCode, printed.Output + printed.Errors);
        return printed.Output;
    }

    [Fact]
    public async Task Nginx_TakesItsConfiguration()
    {
        string config = await File.ReadAllTextAsync(Path.Combine(Deploy, "compose", "nginx.conf"));
        Assert.Contains("ssl_protocols TLSv1.2 TLSv1.3", config, StringComparison.Ordinal);
        Assert.Contains("limit_req zone", config, StringComparison.Ordinal);
        Assert.Contains("proxy_buffering off", config, StringComparison.Ordinal);
        Assert.Equal(config.Count(c => c == '{'), config.Count(c => c == '}'));
    }

    [Fact]
    public async Task Kustomize_MakesBothOverlays_OfTheChartsOutput()
    {
        Outcome rendered = await chart.HelmAsync(
            "template",
            "rag",
            chart.Chart,
            "--namespace",
            "ragcluster",
            "--values",
            Path.Combine(Deploy, "kustomize", "values.yaml")
        );
        Assert.True(rendered.ExitCode == 0, rendered.Errors);
        string file = Path.Combine(Deploy, "kustomize", "base", "ragcluster.yaml");
        if (Environment.GetEnvironmentVariable("RAG_UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(file, rendered.Output);
        Assert.Equal(await File.ReadAllTextAsync(file), rendered.Output);
        foreach ((string overlay, string replicas) in ((string, string)[])[("staging", "replicas: 2"), ("production", "replicas: 3")])
        {
            Outcome made = await chart.KubectlAsync("kustomize", Path.Combine(Deploy, "kustomize", "overlays", overlay));
            Assert.True(made.ExitCode == 0, made.Errors);
            Assert.Contains(replicas, made.Output, StringComparison.Ordinal);
            Assert.Contains($"RAG__Cluster__ClusterId: ragcluster-{overlay}-rag-ragcluster", made.Output, StringComparison.Ordinal);
            // Nothing still names the namespace for which the chart was rendered.
            Assert.DoesNotContain("rag-ragcluster.ragcluster,", made.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("namespace: ragcluster\n", made.Output, StringComparison.Ordinal);
        }
    }

    // Where a client of Docker is at hand; it needs no daemon for this.
    [Fact]
    public async Task Swarm_TakesTheStack()
    {
        string stack = Path.Combine(Deploy, "swarm", "stack.yaml");
        Assert.Contains("failure_action: rollback", await File.ReadAllTextAsync(stack), StringComparison.Ordinal);
        if (ProgramPath.Find("docker") is null)
            return;
        Outcome outcome = await Command.RunAsync("docker", Deploy, null, "stack", "config", "--compose-file", stack);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("order: stop-first", outcome.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?m)^    secrets: \[([^\]]+)\]")]
    private static partial Regex MountedSecrets();

    [GeneratedRegex(@"secrets\.d/(\w+)\}")]
    private static partial Regex SecretFile();

    [GeneratedRegex(@"(?m)^  ([a-z][a-z-]+):\n(?=    (?:<<|image|restart))")]
    private static partial Regex Service();

    [GeneratedRegex(@"(?m)^      - (\.[^:\s]*):")]
    private static partial Regex Mount();

    [GeneratedRegex(@"(?m)^    image: (\S+)$")]
    private static partial Regex Image();

    [GeneratedRegex(@"targets: \[""([\w.-]+):\d+""\]")]
    private static partial Regex Target();

    [GeneratedRegex(@"(?m)^    ports: \[""([^""]+)""\]")]
    private static partial Regex Published();
}

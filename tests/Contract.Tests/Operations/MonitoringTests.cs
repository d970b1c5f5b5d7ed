using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RagCluster.Corpus.Telemetry;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Contract.Tests.Operations;

/// <summary>
/// The dashboards and rules of deploy/monitoring against a real server and, where Debian's package is installed, a real Prometheus: they
/// name no metric that a server does not export, nothing of them fails, nothing fires while all is well, and a silo that dies does.
/// </summary>
public sealed partial class MonitoringTests(ITestOutputHelper output) : IAsyncLifetime
{
    // What a server tells of only once it happened: declared, and silent here.
    private static readonly string[] Silent =
    [
        MetricList.Failures.Name,
        MetricList.SeriesDropped.Name,
        MetricList.ExperimentQueries.Name,
        MetricList.ExperimentOutcomes.Name,
        MetricList.CertificateExpiry.Name,
        MetricList.RateLimited.Name,
        MetricList.BackupLastSuccess.Name,
        MetricList.BackupLogShipped.Name,
        MetricList.BackupLogSegments.Name,
    ];

    private readonly MonitoredServer _server = new();

    private static string Folder => Path.Combine(Root(), "deploy", "monitoring");

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task EveryMetricOfPanelsAndRules_IsExported()
    {
        // The first report of the load and the planner's first check come a little later.
        HashSet<string> exported = [];
        string[] named = [.. Expressions().Select(e => e.Expression).SelectMany(Names).Distinct()];
        string[] missing = [];
        using CancellationTokenSource patience = new(TestPatience.Max);
        do
        {
            exported.UnionWith(await ExportedAsync());
            missing = [.. named.Where(name => !exported.Contains(name)).Except(Silent).Except(Recorded()).Except(["up", "ALERTS"])];
        } while (missing.Length > 0 && !patience.IsCancellationRequested);

        Assert.True(missing.Length == 0, "Not exported: " + string.Join(", ", missing));
        Assert.True(named.Length > 60, $"Only {named.Length} metrics are named: the expressions were not read.");
    }

    [Fact]
    public async Task RealPrometheus_EvaluatesEverything_IsSilentWhileAllIsWell_AndHearsOfASiloThatDied()
    {
        if (!File.Exists(PrometheusServer.Program))
            return;
        await using PrometheusServer prometheus = await PrometheusServer.StartAsync(
            Path.Combine(Folder, "rules"),
            _server.Silo.Http.BaseAddress!
        );
        JsonNode[] rules = [];
        await prometheus.WaitAsync(
            async () => (rules = await prometheus.RulesAsync()).All(rule => rule["health"]!.ToString() != "unknown"),
            "all rules are evaluated"
        );
        Assert.All(rules, rule => Assert.True(rule["health"]!.ToString() == "ok", $"{rule["name"]}: {rule["lastError"]}"));
        foreach ((string where, string expression) in Expressions().Where(e => e.Where.EndsWith(".json", StringComparison.Ordinal)))
            Assert.True(await prometheus.QueryAsync(Filled(expression)) is not null, $"{where}: {expression}");
        string[] calm = await prometheus.FiringAsync();
        await _server.Silo.KillAsync();
        TimeSpan took = await prometheus.WaitAsync(
            async () => (await prometheus.FiringAsync()).Intersect(["RagSiloDown", "RagNoSilo"]).Count() == 2,
            "the silo's death raises RagSiloDown and RagNoSilo"
        );
        output.WriteLine(
            FormattableString.Invariant($"{rules.Length} rules; RagSiloDown and RagNoSilo {took.TotalSeconds:F1} s after the kill")
        );
        // The machine that runs the tests may itself be short of disk or memory.
        Assert.Empty(calm.Except(["RagDiskAlmostFull", "RagDiskFull", "RagMemoryHigh", "RagCpuHigh"]));
    }

    private static IEnumerable<(string Where, string Expression)> Expressions()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Folder, "dashboards"), "*.json"))
        {
            foreach (JsonNode? panel in JsonNode.Parse(File.ReadAllText(file))!["panels"]!.AsArray())
            {
                foreach (JsonNode? target in panel!["targets"]!.AsArray())
                    yield return ($"{panel["title"]} in {Path.GetFileName(file)}", target!["expr"]!.ToString());
            }
        }

        foreach (string file in Directory.EnumerateFiles(Path.Combine(Folder, "rules"), "*.yaml"))
        {
            foreach (Match expression in RuleExpression().Matches(File.ReadAllText(file)))
                yield return (Path.GetFileName(file), expression.Groups[1].Value);
        }
    }

    private static IEnumerable<string> Names(string expression) =>
        MetricName().Matches(expression).Select(m => Suffix().Replace(m.Groups[1].Value, ""));

    private static IEnumerable<string> Recorded() =>
        Record().Matches(File.ReadAllText(Path.Combine(Folder, "rules", "recording.yaml"))).Select(m => m.Groups[1].Value);

    // Grafana's variables as they are when nothing is chosen.
    private static string Filled(string expression) =>
        expression
            .Replace("$__rate_interval", "1m", StringComparison.Ordinal)
            .Replace("$namespace", ".*", StringComparison.Ordinal)
            .Replace("$instance", ".*", StringComparison.Ordinal);

    private async Task<IEnumerable<string>> ExportedAsync() =>
        SeriesName().Matches(await _server.Silo.Http.GetStringAsync("/metrics")).Select(m => Suffix().Replace(m.Groups[1].Value, ""));

    private static string Root()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RagCluster.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("RagCluster.sln is in no folder above the test.");
        return folder.FullName;
    }

    [GeneratedRegex(@"expr: >-\n((?: {10}.*\n)+)")]
    private static partial Regex RuleExpression();

    [GeneratedRegex(@"([a-zA-Z_:][\w:]*)\{")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"(?m)^([a-zA-Z_:][\w:]*)[{ ]")]
    private static partial Regex SeriesName();

    [GeneratedRegex(@"- record: (\S+)")]
    private static partial Regex Record();

    // What a histogram's lines end with.
    [GeneratedRegex(@"(?<!dotnet.*)_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}

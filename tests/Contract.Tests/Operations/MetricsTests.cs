using System.Diagnostics;
using System.Text.RegularExpressions;
using RagCluster.Contract.Tests.Server;
using RagCluster.Corpus.Telemetry;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Operations;

/// <summary>What Prometheus reads, after a document and a question.</summary>
public sealed partial class MetricsTests(OwnServerFixture server) : IClassFixture<OwnServerFixture>
{
    [Fact]
    public async Task EveryListedMetric_IsExported_WithItsHelpAndKind()
    {
        string text = await ReadAsync();
        long began = Stopwatch.GetTimestamp();
        // The load is first reported after a few seconds.
        while (!text.Contains("rag_cluster_wanted_silos", StringComparison.Ordinal))
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TestPatience.Max, $"The load was not reported within {TestPatience.Max}.");
            text = await ReadAsync();
        }

        // Of what goes wrong nothing has, and there is neither an experiment nor a rating, a chat model, a planner, a backup or a replica.
        MetricDefinition[] silent =
        [
            MetricList.SeriesDropped,
            MetricList.Failures,
            MetricList.ExperimentQueries,
            MetricList.ExperimentOutcomes,
            MetricList.ExperimentArmsStopped,
            MetricList.Feedback,
            MetricList.BackupLastSuccess,
            MetricList.BackupBytes,
            MetricList.Backups,
            MetricList.BackupDuration,
            MetricList.BackupLogShipped,
            MetricList.BackupLogSegments,
            MetricList.CertificateExpiry,
            MetricList.GenAiFirstChunk,
            MetricList.LlmTokens,
            MetricList.PlannerClasses,
            MetricList.PlannerCoherence,
            MetricList.PlannerEntropy,
            MetricList.PlannerChoices,
            MetricList.RateLimited,
            MetricList.ReplicaReads,
        ];
        foreach (MetricDefinition metric in MetricList.All.Except(silent))
        {
            Assert.Contains($"# HELP {metric.Name} {metric.Help}\n", text, StringComparison.Ordinal);
            Assert.Contains($"# TYPE {metric.Name} {metric.Kind.ToString().ToLowerInvariant()}\n", text, StringComparison.Ordinal);
            Assert.Matches($@"\n{metric.Name}(_bucket)?[{{ ]", text);
        }
    }

    [Fact]
    public async Task NothingOfOurs_IsExportedThatIsNotListed()
    {
        string[] names =
        [
            .. Types().Matches(await ReadAsync()).Select(m => m.Groups[1].Value).Where(n => n.StartsWith("rag_", StringComparison.Ordinal)),
        ];
        Assert.Empty(names.Except(MetricList.All.Select(m => m.Name)));
        Assert.Equal(names.Distinct().Count(), names.Length);
    }

    [Fact]
    public async Task Labels_AreThoseOfTheList()
    {
        string text = await ReadAsync();
        foreach (MetricDefinition metric in MetricList.All)
        {
            Match line = Regex.Match(text, $@"\n{metric.Name}(_count)?(\{{(?<labels>.*)\}})? ");
            string[] labels = [.. LabelNames().Matches(line.Groups["labels"].Value).Select(m => m.Groups[1].Value)];
            if (line.Success)
                Assert.Equal(metric.Labels, labels);
        }
    }

    [Fact]
    public async Task Values_FollowWhatHappened()
    {
        double before = Value(await ReadAsync(), "rag_search_duration_seconds_count{stage=\"total\"}");
        double after = Value(await ReadAsync(), "rag_search_duration_seconds_count{stage=\"total\"}");
        Assert.Equal(before + 1, after);
        string text = await ReadAsync();
        Assert.True(Value(text, "rag_ingest_documents_total{outcome=\"indexed\"}") >= 3);
        Assert.Equal(0, Value(text, "rag_ingest_queue_depth"));
        Assert.Equal(1, Value(text, "rag_silo_up"));
        Assert.Equal(1, Value(text, "rag_cluster_silos{status=\"Active\"}"));
        Assert.True(Value(text, "rag_wal_fsync_duration_seconds_count") > 0);
        Assert.True(Value(text, "rag_storage_bytes") > 0);
        Assert.InRange(Value(text, "rag_storage_free_ratio"), 0, 1);
    }

    [Fact]
    public async Task Framework_MetersAreExported()
    {
        string text = await ReadAsync();
        Assert.Contains("\nhttp_server_request_duration_seconds_bucket{", text, StringComparison.Ordinal);
        Assert.Contains("le=\"0.075\"", text, StringComparison.Ordinal);
        Assert.Contains("\nkestrel_active_connections", text, StringComparison.Ordinal);
        Assert.Contains("\ndotnet_gc_collections_total{", text, StringComparison.Ordinal);
    }

    // Installed by tests/run with Debian's package prometheus; elsewhere the checks above stand alone.
    [Fact]
    public async Task Promtool_HasNothingToSay()
    {
        string text = await ReadAsync();
        (int exitCode, string said)? verdict = await PromtoolAsync(text);
        if (verdict is { } given)
            Assert.True(given is { exitCode: 0, said: "" }, given.said);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Said)?> PromtoolAsync(string text)
    {
        if (!File.Exists("/usr/bin/promtool"))
            return null;
        ProcessStartInfo start = new("/usr/bin/promtool", ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process promtool = Process.Start(start)!;
        Task<string> errors = promtool.StandardError.ReadToEndAsync();
        Task<string> output = promtool.StandardOutput.ReadToEndAsync();
        await promtool.StandardInput.WriteAsync(text);
        promtool.StandardInput.Close();
        string said = await output + await errors;
        await promtool.WaitForExitAsync();
        return (promtool.ExitCode, said.Trim());
    }

    private static double Value(string text, string series) =>
        double.Parse(
            Regex.Match(text, $@"\n{Regex.Escape(series)} (.*)\n").Groups[1].Value,
            System.Globalization.CultureInfo.InvariantCulture
        );

    // One document and one question, so that everything has something to tell.
    private async Task<string> ReadAsync()
    {
        string collection = await server.Rag.NewCollectionAsync(new { shards = 2 });
        await server.Rag.UploadTextAsync(collection, "a.txt", "The lantern hangs above the gate.");
        await server.Rag.SearchAsync(collection, new { query = "lantern gate" });
        using HttpResponseMessage response = await server.Rag.Http.GetAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        return await response.Content.ReadAsStringAsync();
    }

    [GeneratedRegex(@"# TYPE (\S+) ")]
    private static partial Regex Types();

    [GeneratedRegex(@"(\w+)=""")]
    private static partial Regex LabelNames();
}

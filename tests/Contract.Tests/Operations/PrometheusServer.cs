using System.Diagnostics;
using System.Text.Json.Nodes;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;

namespace RagCluster.Contract.Tests.Operations;

/// <summary>A real Prometheus that reads a server every second and evaluates the rules of this repository as often.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    /// <summary>Where Debian's package puts it.</summary>
    internal const string Program = "/usr/bin/prometheus";

    private readonly TempFolder _folder = new();
    private readonly HttpClient _http;
    private readonly Process _process;

    private PrometheusServer(Uri[] silos, string rules)
    {
        string config = Path.Combine(_folder.FullPath, "prometheus.yml");
        string targets = string.Join(',', silos.Select(silo => $"'{silo.Authority}'"));
        File.WriteAllText(
            config,
            $"""
            global: {"{"}scrape_interval: 1s, evaluation_interval: 1s{"}"}
            rule_files: ['{rules}/*.yaml']
            scrape_configs:
              - job_name: ragcluster
                static_configs: [{"{"}targets: [{targets}]{"}"}]
            """
        );
        int port = LoopbackPort.Reserve();
        _http = new HttpClient { BaseAddress = new Uri($"http://{LoopbackPort.Address}:{port}") };
        ProcessStartInfo start = new(
            Program,
            [
                $"--config.file={config}",
                $"--storage.tsdb.path={Path.Combine(_folder.FullPath, "data")}",
                $"--web.listen-address={LoopbackPort.Address}:{port}",
                "--log.level=error",
            ]
        )
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>Starts one and waits until it has read every silo and evaluated the rules.</summary>
    /// <param name="rules">The folder of the rules.</param>
    /// <param name="silos">The addresses that it reads.</param>
    internal static async Task<PrometheusServer> StartAsync(string rules, params Uri[] silos)
    {
        PrometheusServer prometheus = new(silos, rules);
        await prometheus.WaitAsync(
            async () =>
                (await prometheus.QueryAsync("sum(up)"))?.AsArray() is [{ } sum] && sum["value"]![1]!.ToString() == $"{silos.Length}",
            "it reads the silos"
        );
        return prometheus;
    }

    /// <summary>The result of an expression; null where it could not be evaluated.</summary>
    internal async Task<JsonNode?> QueryAsync(string expression)
    {
        try
        {
            using HttpResponseMessage response = await _http.GetAsync($"/api/v1/query?query={Uri.EscapeDataString(expression)}");
            // While it starts it says so in plain text.
            if (response.Content.Headers.ContentType?.MediaType != "application/json")
                return null;
            JsonNode body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            return body["status"]!.ToString() == "success" ? body["data"]!["result"] : null;
        }
        catch (HttpRequestException)
        {
            // It is still starting.
            return null;
        }
    }

    /// <summary>The rules as they were last evaluated.</summary>
    internal async Task<JsonNode[]> RulesAsync()
    {
        JsonNode body = JsonNode.Parse(await _http.GetStringAsync("/api/v1/rules"))!;
        return [.. body["data"]!["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray()).Select(rule => rule!)];
    }

    /// <summary>The names of the alerts that fire.</summary>
    internal async Task<string[]> FiringAsync()
    {
        JsonNode body = JsonNode.Parse(await _http.GetStringAsync("/api/v1/alerts"))!;
        return
        [
            .. body["data"]!["alerts"]!
                .AsArray()
                .Where(alert => alert!["state"]!.ToString() == "firing")
                .Select(alert => alert!["labels"]!["alertname"]!.ToString())
                .Distinct(),
        ];
    }

    /// <summary>Waits until something is so, and says how long it took.</summary>
    internal async Task<TimeSpan> WaitAsync(Func<Task<bool>> isSo, string what)
    {
        long began = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(
                Stopwatch.GetElapsedTime(began) < TestPatience.Max,
                $"Within {TestPatience.Max} Prometheus did not see that {what}."
            );
            Assert.False(_process.HasExited, "Prometheus has ended.");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }

        return Stopwatch.GetElapsedTime(began);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }
}

using System.Globalization;
using RagCluster.Cli.Client;

namespace RagCluster.Benchmarks;

/// <summary>Searches a silo with the load generator wrk, and tells how many calls to replicas that took.</summary>
/// <param name="script">What wrk asks: <see cref="WriteScriptAsync"/>.</param>
/// <param name="silo">Whom it asks.</param>
/// <param name="length">For how long.</param>
internal sealed class WrkLoad(string script, Uri silo, TimeSpan length)
{
    private const int Connections = 4;
    private const string Calls = "rag_shard_calls_total{attempt=\"";
    private const string Mark = "figure ";

    /// <summary>Writes the script of a load.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="questions">What is asked, in turn: letters and spaces.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static Task WriteScriptAsync(
        string path,
        string collection,
        IReadOnlyList<string> questions,
        CancellationToken cancellationToken
    ) =>
        File.WriteAllTextAsync(
            path,
            $$"""
            local questions = { {{string.Join(',', questions.Select(question => $"\"{question}\""))}} }
            local at = 0
            request = function()
              at = at % #questions + 1
              return wrk.format("POST", "/api/v1/collections/{{collection}}/search", { ["Content-Type"] = "application/json" },
                '{"query":"' .. questions[at] .. '","cache":false,"experiments":false}')
            end
            done = function(summary, latency, requests)
              io.write(string.format("{{Mark}}requests %f\n", summary.requests))
              io.write(string.format("{{Mark}}seconds %f\n", summary.duration / 1e6))
              io.write(string.format("{{Mark}}failed %f\n", summary.errors.status + summary.errors.timeout + summary.errors.connect + summary.errors.read + summary.errors.write))
              for _, p in pairs({ 50, 95, 99 }) do io.write(string.format("{{Mark}}p%d %f\n", p, latency:percentile(p) / 1000)) end
            end
            """,
            cancellationToken
        );

    /// <summary>Measures.</summary>
    /// <param name="row">What the figures are called.</param>
    /// <param name="silos">All silos, for their counts of calls.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="RagClientException">There is no wrk, or a request failed.</exception>
    internal async Task<Figure[]> RunAsync(string row, IReadOnlyList<HttpClient> silos, CancellationToken cancellationToken)
    {
        (double First, double Second) before = await CallsAsync(silos, cancellationToken);
        Dictionary<string, double> told = new(StringComparer.Ordinal);
        string seconds = ((int)length.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        string connections = Connections.ToString(CultureInfo.InvariantCulture);
        await BenchmarkProgram.RunAsync(
            ["wrk", "-t1", "-c", connections, "-d", seconds + "s", "--timeout", "30s", "-s", script, silo.ToString()],
            Read,
            cancellationToken
        );
        (double First, double Second) after = await CallsAsync(silos, cancellationToken);
        if (told["failed"] > 0)
            throw new RagClientException($"{told["failed"]} requests failed: a benchmark with failures has no figures.");
        return
        [
            new(row, $"searches, {connections} connections", told["requests"] / told["seconds"], "1/s"),
            new(row, "p50", told["p50"], "ms"),
            new(row, "p95", told["p95"], "ms"),
            new(row, "p99", told["p99"], "ms"),
            new(row, "second requests", 100 * (after.Second - before.Second) / (after.First - before.First), "% of first ones"),
        ];

        void Read(string line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal) && line[Mark.Length..].Split(' ') is [var figure, var value])
                told[figure] = double.Parse(value, CultureInfo.InvariantCulture);
        }
    }

    private static async Task<(double First, double Second)> CallsAsync(
        IReadOnlyList<HttpClient> silos,
        CancellationToken cancellationToken
    )
    {
        double first = 0,
            second = 0;
        foreach (HttpClient one in silos)
        {
            string[] lines = (await one.GetStringAsync("/metrics", cancellationToken)).Split('\n');
            first += Sum(lines, "first");
            second += Sum(lines, "second");
        }

        return (first, second);
    }

    private static double Sum(string[] lines, string attempt) =>
        lines
            .Where(line => line.StartsWith(Calls + attempt, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}

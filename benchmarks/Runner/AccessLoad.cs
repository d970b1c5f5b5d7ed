using System.Globalization;
using RagCluster.Cli.Client;

namespace RagCluster.Benchmarks;

/// <summary>Requests of one kind by the load generator wrk, for a short while each.</summary>
/// <param name="folder">Where wrk's scripts go.</param>
/// <param name="path">The path that is asked.</param>
/// <param name="bodies">The bodies that are sent, in turn: JSON without apostrophes.</param>
internal sealed class AccessLoad(string folder, string path, IReadOnlyList<string> bodies)
{
    private const int Connections = 4;
    private const string Mark = "figure ";

    /// <summary>Asks as somebody.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="length">For how long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RagClientException">There is no wrk, or a request failed: a benchmark with failures has no figures.</exception>
    internal async Task<AccessSlice> RunAsync(AccessCaller caller, TimeSpan length, CancellationToken cancellationToken)
    {
        string script = Path.Combine(folder, $"{Guid.NewGuid():N}.lua");
        await File.WriteAllTextAsync(script, Script(caller.Credentials), cancellationToken);
        Dictionary<string, double> told = new(StringComparer.Ordinal);
        string seconds = ((int)length.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        string connections = Connections.ToString(CultureInfo.InvariantCulture);
        TimeSpan before = caller.Processor();
        await BenchmarkProgram.RunAsync(
            ["wrk", "-t1", "-c", connections, "-d", seconds + "s", "--timeout", "30s", "-s", script, caller.Server.ToString()],
            Read,
            cancellationToken
        );
        TimeSpan used = caller.Processor() - before;
        if (told["failed"] > 0)
            throw new RagClientException($"{told["failed"]} requests by {caller.Name} failed: a benchmark with failures has no figures.");
        return new AccessSlice(told["requests"] / told["seconds"], told["p50"], used.TotalMilliseconds / told["requests"]);

        void Read(string line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal) && line[Mark.Length..].Split(' ') is [var figure, var value])
                told[figure] = double.Parse(value, CultureInfo.InvariantCulture);
        }
    }

    // Each slice begins at another body, so that no caller always has the same ones.
    private string Script(string? credentials) =>
        $$"""
            local bodies = { {{string.Join(',', bodies.Select(body => $"'{body}'"))}} }
            local at = {{Random.Shared.Next(bodies.Count)}}
            local headers = { ["Content-Type"] = "application/json"{{(
                credentials is null ? "" : $", [\"Authorization\"] = \"Bearer {credentials}\""
            )}} }
            request = function()
              at = at % #bodies + 1
              return wrk.format("POST", "{{path}}", headers, bodies[at])
            end
            done = function(summary, latency, requests)
              local errors = summary.errors
              io.write(string.format("{{Mark}}requests %f\n", summary.requests))
              io.write(string.format("{{Mark}}seconds %f\n", summary.duration / 1e6))
              io.write(string.format("{{Mark}}failed %f\n", errors.status + errors.timeout + errors.connect + errors.read + errors.write))
              io.write(string.format("{{Mark}}p50 %f\n", latency:percentile(50) / 1000))
            end
            """;
}

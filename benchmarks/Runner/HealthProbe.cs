using System.Globalization;
using System.Text.RegularExpressions;
using RagCluster.Cli.Client;

namespace RagCluster.Benchmarks;

/// <summary>
/// Whether an orchestrator's question is answered while everything else has more to do than it can: <c>/health</c> asked by wrk, which is a
/// process of its own and waits for none of the others.
/// </summary>
internal static partial class HealthProbe
{
    /// <summary>What the figures are called.</summary>
    internal const string Row = "/health beside more searches than can be done";

    /// <summary>Asks over one connection, one request after the other.</summary>
    /// <param name="server">Whom.</param>
    /// <param name="length">For how long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RagClientException">There is no wrk.</exception>
    internal static async Task<IReadOnlyList<Figure>> RunAsync(Uri server, TimeSpan length, CancellationToken cancellationToken)
    {
        List<Figure> figures = [];
        string seconds = ((int)Math.Ceiling(length.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await BenchmarkProgram.RunAsync(
            ["wrk", "-t1", "-c1", "-d", seconds + "s", "--timeout", "30s", "--latency", new Uri(server, "/health").ToString()],
            Read,
            cancellationToken
        );
        return figures;

        void Read(string line)
        {
            if (Percentile().Match(line) is { Success: true } found)
            {
                double milliseconds =
                    double.Parse(found.Groups["time"].Value, CultureInfo.InvariantCulture) * Unit(found.Groups["unit"].Value);
                figures.Add(new Figure(Row, $"p{found.Groups["share"].Value}", milliseconds, "ms"));
            }
            else if (line.Contains("Non-2xx", StringComparison.Ordinal))
                throw new RagClientException($"/health was not answered: {line.Trim()}");
        }
    }

    private static double Unit(string name) =>
        name switch
        {
            "us" => 0.001,
            "s" => 1_000,
            _ => 1,
        };

    [GeneratedRegex(@"^\s+(?<share>\d+)%\s+(?<time>[\d.]+)(?<unit>us|ms|s)\s*$")]
    private static partial Regex Percentile();
}

using System.Globalization;
using RagCluster.Cli.Client;

namespace RagCluster.Benchmarks;

/// <summary>How long a stage of its searches took a silo so far, as its metrics tell.</summary>
/// <param name="Seconds">In sum.</param>
/// <param name="Count">How many searches.</param>
internal sealed record StageTimes(double Seconds, double Count)
{
    private const string Metric = "rag_search_duration_seconds";

    /// <summary>Reads a silo's.</summary>
    /// <exception cref="RagClientException">The silo's metrics lack the stage.</exception>
    internal static async Task<StageTimes> ReadAsync(HttpClient silo, string stage, CancellationToken cancellationToken)
    {
        string[] lines = (await silo.GetStringAsync("/metrics", cancellationToken)).Split('\n');
        double Value(string suffix)
        {
            string? line = Array.Find(
                lines,
                l =>
                    l.StartsWith($"{Metric}_{suffix}{{", StringComparison.Ordinal)
                    && l.Contains($"stage=\"{stage}\"", StringComparison.Ordinal)
            );
            return line is null
                ? throw new RagClientException($"{silo.BaseAddress}metrics lacks {Metric}_{suffix} of the stage '{stage}'.")
                : double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
        }

        return new StageTimes(Value("sum"), Value("count"));
    }

    /// <summary>The mean since an earlier reading, in milliseconds.</summary>
    internal double MeanSince(StageTimes earlier) => 1000 * (Seconds - earlier.Seconds) / (Count - earlier.Count);
}

using RagCluster.Cli.Client;
using RagCluster.Cli.Output;

namespace RagCluster.Benchmarks;

/// <summary>Vector search and BM25 against their peers: the program in benchmarks/Retrieval.</summary>
internal static class RetrievalBenchmark
{
    // One process each: the memory of one part is not the other's.
    private static readonly string[][] Parts =
    [
        ["vectors"],
        ["vectors", "--uneven"],
        ["vectors", "--texts"],
        ["bm25"],
    ];

    /// <summary>
    /// Measures one part after the other. Figures are shown as they come; a part that fails is said, counted and left behind.
    /// </summary>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        List<Figure> figures = [];
        if (run.Arguments.Count > 0)
        {
            await BenchmarkProgram.MeasureAsync(run, "Retrieval", run.Arguments, figures, cancellationToken);
            return figures;
        }

        int failed = 0;
        foreach (string[] part in Parts)
        {
            Report.Note($"Retrieval: {string.Join(' ', part)}");
            try
            {
                await BenchmarkProgram.MeasureAsync(
                    run,
                    "Retrieval",
                    [.. part, .. run.IsQuick ? ["--quick"] : Array.Empty<string>()],
                    figures,
                    cancellationToken
                );
            }
            catch (RagClientException error)
            {
                failed++;
                Report.Note($"Retrieval: {string.Join(' ', part)}: {error.Message}");
            }
        }

        figures.Add(new Figure("retrieval", "parts that failed", failed, $"of {Parts.Length}"));
        return figures;
    }
}

using RagCluster.Cli.Client;

namespace RagCluster.Benchmarks;

/// <summary>Memory of a server under half an hour of mixed load, drawn as a curve: the program in benchmarks/Memory.</summary>
internal static class MemoryBenchmark
{
    private static readonly string[] Quick = ["--minutes", "1.5", "--chunks", "2000"];

    /// <summary>Measures. A short run draws no curve: its minutes are those in which caches fill and code is compiled.</summary>
    /// <exception cref="RagClientException">Memory grew, was more than its limit, or a request failed; the figures were shown.</exception>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        List<Figure> figures = [];
        string silo = Path.Combine(run.Checkout.Root, "src", "Silo", "bin", "Release", "net10.0", "Silo.dll");
        string[] chosen =
            run.Arguments.Count > 0 ? [.. run.Arguments]
            : run.IsQuick ? Quick
            : ["--picture", Path.Combine(run.Checkout.Root, "docs", "images", "memory.svg")];
        await BenchmarkProgram.MeasureAsync(
            run,
            "Memory",
            ["--silo", silo, "--samples", Path.Combine(run.Checkout.Root, "samples"), .. chosen],
            figures,
            cancellationToken
        );
        return figures;
    }
}

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
        // Half an hour later would be too late to hear of it.
        if (Given(run, "--samples") is { } samples && !Directory.Exists(samples))
            throw new RagClientException($"There is no folder '{samples}' for --samples.");
        if (Given(run, "--picture") is { Length: > 0 } picture && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(picture))))
            throw new RagClientException($"There is no folder for --picture '{picture}' to be written to.");
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

    private static string? Given(BenchmarkRun run, string option) =>
        run.Arguments.SkipWhile(argument => argument != option).Skip(1).FirstOrDefault();
}

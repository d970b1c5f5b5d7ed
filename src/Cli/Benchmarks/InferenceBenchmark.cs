using System.Globalization;
using RagCluster.Cli.Client;

namespace RagCluster.Cli.Benchmarks;

/// <summary>Texts a second, against a direct loop, and queries beside bulk work: the program in benchmarks/Inference.</summary>
internal static class InferenceBenchmark
{
    private const int Columns = 4;

    /// <summary>Measures with the models beside the checkout.</summary>
    /// <exception cref="RagClientException">There are none.</exception>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        string models = Path.GetFullPath(Path.Combine(run.Checkout.Root, "..", "shared", "models", "minilm-shape-lsa"));
        if (!Directory.Exists(models))
            throw new RagClientException($"This benchmark needs the graphs of MiniLM's shape in {models}.");
        List<Figure> figures = [];
        string[] command = ["dotnet", "run", "-c", "Release", "--project", Path.Combine(run.Checkout.Root, "benchmarks", "Inference"), "--", models, run.IsQuick ? "quick" : "full"];
        await BenchmarkProgram.RunAsync(command, line => figures.AddRange(Read(line)), cancellationToken);
        return figures;
    }

    // "fp32 1 thread length 32,batcher,286.1,texts/CPU-s"
    private static IEnumerable<Figure> Read(string line)
    {
        string[] cells = line.Split(',');
        return cells.Length == Columns && double.TryParse(cells[2], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? [new Figure(cells[0], cells[1], value, cells[3])]
            : [];
    }
}

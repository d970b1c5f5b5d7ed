using RagCluster.Cli.Client;

namespace RagCluster.Benchmarks;

/// <summary>
/// Texts a second, against a direct loop, queries beside bulk work, and a thousand callers: the program in benchmarks/Inference.
/// </summary>
internal static class InferenceBenchmark
{
    private const string Shape = "minilm-shape-lsa";

    /// <summary>Measures with the models beside the checkout.</summary>
    /// <exception cref="RagClientException">There are none.</exception>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        string models =
            run.Checkout.SharedModels(Shape)
            ?? throw new RagClientException(
                $"This benchmark needs graphs of MiniLM's shape: the folder shared/models/{Shape} beside the checkout."
            );
        List<Figure> figures = [];
        await BenchmarkProgram.MeasureAsync(run, "Inference", [models, run.IsQuick ? "quick" : "full"], figures, cancellationToken);
        return figures;
    }

    /// <summary>
    /// Lets a thousand callers work for ten minutes, or one: over the built-in model, and the one beside the checkout where there is one.
    /// </summary>
    /// <exception cref="RagClientException">The verdict is no; the figures were shown.</exception>
    internal static async Task<IReadOnlyCollection<Figure>> SoakAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        List<Figure> figures = [];
        string shipped = Path.Combine(run.Checkout.Root, "models");
        string[] slow = run.Checkout.SharedModels(Shape) is { } shared ? [shared] : [];
        await BenchmarkProgram.MeasureAsync(
            run,
            "Inference",
            [shipped, "soak", run.IsQuick ? "1" : "10", .. slow],
            figures,
            cancellationToken
        );
        return figures;
    }
}

namespace RagCluster.Benchmarks;

/// <summary>What the task planner could gain and what it gains, replayed on stored outcomes: the program in benchmarks/Planner.</summary>
internal static class PlannerBenchmark
{
    /// <summary>Measures.</summary>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        List<Figure> figures = [];
        string matrices = Path.Combine(run.Checkout.Root, "benchmarks", "Planner", "matrices");
        await BenchmarkProgram.MeasureAsync(
            run,
            "Planner",
            ["run", matrices, .. run.IsQuick ? ["--quick"] : Array.Empty<string>()],
            figures,
            cancellationToken
        );
        return figures;
    }
}

namespace RagCluster.Benchmarks;

/// <summary>The eviction policies' hit rates against the offline optimum: the program in benchmarks/Cache.</summary>
internal static class CacheBenchmark
{
    /// <summary>Measures.</summary>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        List<Figure> figures = [];
        await BenchmarkProgram.MeasureAsync(run, "Cache", ["--length", run.IsQuick ? "200000" : "1000000"], figures, cancellationToken);
        return figures;
    }
}

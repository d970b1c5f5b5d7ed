namespace RagCluster.Benchmarks;

/// <summary>A shard that is filled, searched meanwhile and opened again: the program in benchmarks/Ingest.</summary>
internal static class IngestBenchmark
{
    /// <summary>Measures.</summary>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        List<Figure> figures = [];
        await BenchmarkProgram.MeasureAsync(
            run,
            "Ingest",
            run.Arguments.Count > 0 ? run.Arguments : ["--count", run.IsQuick ? "20000" : "100000"],
            figures,
            cancellationToken
        );
        return figures;
    }
}

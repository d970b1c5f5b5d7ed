namespace RagCluster.Benchmarks;

/// <summary>
/// What reading documents in processes of their own costs against reading them in the server's: the program in benchmarks/Reading.
/// </summary>
internal static class ReadingBenchmark
{
    /// <summary>Measures.</summary>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        List<Figure> figures = [];
        await BenchmarkProgram.MeasureAsync(
            run,
            "Reading",
            run.IsQuick ? ["--files", "1000", "--rounds", "3"] : [],
            figures,
            cancellationToken
        );
        return figures;
    }
}

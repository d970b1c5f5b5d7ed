using System.Globalization;

namespace RagCluster.Benchmarks;

/// <summary>What a grain call costs: the program in benchmarks/Engine.</summary>
internal static class EngineBenchmark
{
    private const int Columns = 4;

    /// <summary>Measures.</summary>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        List<Figure> figures = [];
        string[] command =
        [
            "dotnet",
            "run",
            "-c",
            "Release",
            "--project",
            Path.Combine(run.Checkout.Root, "benchmarks", "Engine"),
            "--",
            run.IsQuick ? "30000" : "300000",
        ];
        await BenchmarkProgram.RunAsync(command, line => figures.AddRange(Read(line)), cancellationToken);
        return figures;
    }

    // "in-silo ping,3.61,270000,512"; the header's second cell is no number.
    private static IEnumerable<Figure> Read(string line)
    {
        string[] cells = line.Split(',');
        if (
            cells.Length != Columns
            || !Number(cells[1], out double cpu)
            || !Number(cells[2], out double rate)
            || !Number(cells[3], out double bytes)
        )
            return [];
        return
        [
            new(cells[0], "processor time", cpu, "µs/call"),
            new(cells[0], "rate", rate, "calls/s"),
            new(cells[0], "allocated", bytes, "bytes/call"),
        ];
    }

    private static bool Number(string cell, out double value) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}

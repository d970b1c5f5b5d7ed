using System.Globalization;
using RagCluster.Cli.Server;

namespace RagCluster.Benchmarks;

/// <summary>Acknowledged writes and chunks a second of both stores: the program in benchmarks/Storage.</summary>
internal static class StorageBenchmark
{
    private const int Columns = 4;

    /// <summary>Measures SQLite, then a PostgreSQL started for it.</summary>
    internal static async Task<IReadOnlyCollection<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        using TemporaryFolder folder = TemporaryFolder.OpenToOthers();
        List<Figure> figures = [];
        string[] program = ["dotnet", "run", "-c", "Release", "--project", Path.Combine(run.Checkout.Root, "benchmarks", "Storage"), "--"];
        await BenchmarkProgram.RunAsync(
            [.. program, "sqlite", Path.Combine(folder.Path, "sqlite")],
            line => figures.AddRange(Read(line)),
            cancellationToken
        );
        if (run.IsQuick)
            return figures;
        await using PostgresProcess postgres = await PostgresProcess.StartAsync(Path.Combine(folder.Path, "postgres"), cancellationToken);
        await BenchmarkProgram.RunAsync(
            [.. program, "postgres", postgres.ConnectionString],
            line => figures.AddRange(Read(line)),
            cancellationToken
        );
        return figures;
    }

    // "sqlite,acknowledged uploads per second,8 writers,4100"
    private static IEnumerable<Figure> Read(string line)
    {
        string[] cells = line.Split(',');
        return cells.Length == Columns && double.TryParse(cells[3], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? [new Figure($"{cells[0]} with {cells[2]}", cells[1], value, "1/s")]
            : [];
    }
}

using System.Diagnostics;
using System.Globalization;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;

namespace RagCluster.Benchmarks;

/// <summary>A program that measures and prints.</summary>
internal static class BenchmarkProgram
{
    private const int Columns = 4;

    /// <summary>Runs a program and hands on its lines as they come; its messages go to standard error.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="line">Told each line of its standard output.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="RagClientException">It could not be started or failed.</exception>
    internal static async Task RunAsync(IReadOnlyList<string> command, Action<string> line, CancellationToken cancellationToken)
    {
        using Process process = Start(command);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } text)
            {
                line(text);
            }

            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
            throw new RagClientException($"'{command[0]} {command[1]}' failed with code {process.ExitCode}.");
    }

    /// <summary>
    /// Runs a project of the benchmarks folder, shows its lines as they come and takes its figures: lines such as
    /// <c>reopening,open,6.2,ms</c>.
    /// </summary>
    /// <param name="run">Where the checkout is.</param>
    /// <param name="project">The project's folder.</param>
    /// <param name="arguments">What the program is given.</param>
    /// <param name="figures">Gets the figures, also those of a program that fails later.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="RagClientException">It could not be started or failed.</exception>
    internal static Task MeasureAsync(
        BenchmarkRun run,
        string project,
        IReadOnlyList<string> arguments,
        List<Figure> figures,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            ["dotnet", "run", "-c", "Release", "--project", Path.Combine(run.Checkout.Root, "benchmarks", project), "--", .. arguments],
            line =>
            {
                string[] cells = line.Split(',');
                if (
                    cells.Length == Columns
                    && double.TryParse(cells[2], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                )
                    figures.Add(new Figure(cells[0], cells[1], value, cells[3]));
                Report.Note(line);
            },
            cancellationToken
        );

    private static Process Start(IReadOnlyList<string> command)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new RagClientException($"'{command[0]}' could not be started: {error.Message}");
        }
    }
}

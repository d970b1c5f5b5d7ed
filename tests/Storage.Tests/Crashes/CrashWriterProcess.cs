using System.Diagnostics;
using System.Globalization;

namespace RagCluster.Storage.Tests.Crashes;

/// <summary>Starts the program that writes until it is killed, alone or under strace.</summary>
internal static class CrashWriterProcess
{
    private static string Program => Path.Combine(AppContext.BaseDirectory, "Storage.CrashWriter.dll");

    /// <summary>Starts it.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="first">The first document's number.</param>
    /// <param name="count">Documents.</param>
    /// <param name="writers">Writers at once.</param>
    public static Process Start(string dataFolder, int first, int count, int writers) =>
        Start("dotnet", [Program, .. Arguments(dataFolder, first, count, writers)]);

    /// <summary>Starts the rewriting of a store with the first key of a ring.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="ring">The keys.</param>
    public static Process StartRotation(string dataFolder, string ring) => Start("dotnet", [Program, "rotate", dataFolder, ring]);

    /// <summary>Starts the writing of a database anew, again and again.</summary>
    /// <param name="dataFolder">The data folder.</param>
    public static Process StartCompaction(string dataFolder) => Start("dotnet", [Program, "compact", dataFolder]);

    /// <summary>Starts it with one flush failing: the N-th fsync or fdatasync of each thread reports EIO.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="count">Documents.</param>
    /// <param name="failing">Which flush fails, from 1.</param>
    /// <param name="trace">Takes strace's output: flushes and writes in the order of the kernel.</param>
    public static Process StartWithFailingFlush(string dataFolder, int count, int failing, string trace)
    {
        string inject = string.Create(CultureInfo.InvariantCulture, $"inject=fsync,fdatasync:error=EIO:when={failing}");
        return Start(
            "strace",
            [
                "-f",
                "-y",
                "-qq",
                "-e",
                "trace=fsync,fdatasync,write",
                "-e",
                inject,
                "-o",
                trace,
                "dotnet",
                Program,
                .. Arguments(dataFolder, 0, count, 1),
            ]
        );
    }

    private static string[] Arguments(string dataFolder, params int[] numbers) =>
        [dataFolder, .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))];

    private static Process Start(string program, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })
        ?? throw new InvalidOperationException($"'{program}' did not start.");
}

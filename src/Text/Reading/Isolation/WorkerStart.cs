using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace RagCluster.Text.Reading.Isolation;

/// <summary>
/// Starts a program for untrusted files: without this program's environment (it may hold secrets), with limits that the kernel and the
/// runtime enforce, behind the server where processors are short, and as the first to go where the system has to kill something for want of
/// memory.
/// </summary>
internal static class WorkerStart
{
    private const string Shell = "/bin/sh";

    // What a POSIX shell answers when it cannot execute a program.
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    // The program's name and arguments are parameters of the script, so that nothing in them is read as shell code. Core files of a program
    // that dies of a file would take seconds to write and hold the file. Questions are answered first where processors are short: a
    // document can wait. `nice` answers as the shell does where the program is missing.
    private const string Script =
        "{ echo 1000 >/proc/self/oom_score_adj; } 2>/dev/null; ulimit -c 0; ulimit -t \"$1\"; shift; "
        + "command -v nice >/dev/null 2>&1 && exec nice -n 10 \"$@\"; exec \"$@\"";

    private static readonly string[] PassedVariables =
    [
        "PATH",
        "HOME",
        "TMPDIR",
        "TEMP",
        "TMP",
        "SystemRoot",
        "DOTNET_ROOT",
        "DOTNET_ROOT_X64",
        "DOTNET_ROOT_ARM64",
    ];

    // Small and quick to start: no heap for each core, no collector thread, no debugger's pipe; but room for some files between two
    // collections, where a limit on the heap would have one every quarter of a megabyte (the value is hexadecimal). Without profiles, which
    // double what compiling costs a process and pay only after some 200,000 small files.
    private static readonly (string Name, string Value)[] RuntimeSettings =
    [
        ("DOTNET_gcServer", "0"),
        ("DOTNET_gcConcurrent", "0"),
        ("DOTNET_GCgen0size", "1000000"),
        ("DOTNET_EnableDiagnostics", "0"),
        ("DOTNET_TieredPGO", "0"),
    ];

    /// <summary>Starts the program.</summary>
    /// <param name="command">The program.</param>
    /// <param name="cpuTime">Processor time after which the kernel ends it.</param>
    /// <param name="memoryBytes">The most memory of its managed heap, where it has one.</param>
    /// <exception cref="UnreadableDocumentException">It cannot be started.</exception>
    internal static Process Start(WorkerCommand command, TimeSpan cpuTime, long memoryBytes)
    {
        ProcessStartInfo start = new()
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        List<(string name, string? Value)> passed = PassedVariables
            .Select(name => (name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(v => v.Value is not null)
            .ToList();
        start.Environment.Clear();
        foreach ((string? name, string? value) in passed)
            start.Environment[name] = value;
        foreach ((string? name, string? value) in RuntimeSettings)
            start.Environment[name] = value;
        start.Environment["DOTNET_GCHeapHardLimit"] = memoryBytes.ToString("X", CultureInfo.InvariantCulture);
        string[] prefix = File.Exists(Shell)
            ? [Shell, "-c", Script, "worker", ((int)Math.Ceiling(cpuTime.TotalSeconds)).ToString(CultureInfo.InvariantCulture)]
            : [];
        string[] line = [.. prefix, command.FileName, .. command.Arguments];
        start.FileName = line[0];
        foreach (string? argument in line.Skip(1))
            start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("The process was not started.");
        }
        catch (Win32Exception e)
        {
            throw CannotStart(command, e);
        }
    }

    /// <summary>Whether an exit code says that the shell did not find the program or could not execute it.</summary>
    internal static bool IsMissing(int exitCode) => exitCode is NotFound or NotExecutable;

    internal static UnreadableDocumentException CannotStart(WorkerCommand command, Exception? cause = null) =>
        UnreadableDocumentException.Failed(
            $"The reader for this format cannot be started: the program '{Path.GetFileName(command.FileName)}' was not found.",
            cause
        );

    /// <summary>Kills a process. Programs for untrusted files are one process each and start no others.</summary>
    internal static void Kill(Process process)
    {
        try
        {
            // Alone: to kill a tree, .NET stops a process first and then looks for its children. A server that is killed meanwhile would
            // leave it stopped for ever, since what is stopped does not see its input end.
            if (!process.HasExited)
                process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It exited in between.
        }
    }

    /// <summary>Has a process stand back behind all others where processor time is short. It cannot be taken back without rights.</summary>
    internal static void LowerPriority(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It exited already; what it left says why.
        }
    }
}

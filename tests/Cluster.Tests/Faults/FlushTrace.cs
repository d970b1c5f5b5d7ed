using System.Globalization;
using System.Text.RegularExpressions;

namespace RagCluster.Cluster.Tests.Faults;

/// <summary>strace's record of a server's flushes, and how to make one fail.</summary>
internal sealed partial class FlushTrace
{
    private FlushTrace(int flushes, int failedAt, DateTimeOffset? failedTime, string failedFile)
    {
        Flushes = flushes;
        FailedAt = failedAt;
        FailedTime = failedTime;
        FailedFile = failedFile;
    }

    /// <summary>Flushes of the traced files.</summary>
    internal int Flushes { get; }

    /// <summary>Which of them failed first, from 1; 0 when none did.</summary>
    internal int FailedAt { get; }

    /// <summary>When the first failing flush was called.</summary>
    internal DateTimeOffset? FailedTime { get; }

    /// <summary>The name of the file or folder whose flush failed.</summary>
    internal string FailedFile { get; }

    /// <summary>
    /// The command that runs a server with one failing flush. strace counts per thread. Opening flushes on one thread and serving
    /// on another, so the paths say which is meant: with the database's files only, on a folder that needs no repair, opening
    /// flushes nothing and the count is the writer's.
    /// </summary>
    internal static string[] Wrapper(string output, int failing, params string[] paths)
    {
        string inject = string.Create(CultureInfo.InvariantCulture, $"inject=fsync,fdatasync:error=EIO:when={failing}");
        return
        [
            "strace",
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-y",
            "-ttt",
            "-e",
            "trace=fsync,fdatasync",
            "-e",
            "signal=none",
            "-e",
            inject,
            .. paths.SelectMany(path => new[] { "-P", path }),
            "-o",
            output,
        ];
    }

    /// <summary>Reads a record.</summary>
    internal static async Task<FlushTrace> ReadAsync(string path)
    {
        Match[] flushes = [.. (await File.ReadAllLinesAsync(path)).Select(line => Flush().Match(line)).Where(match => match.Success)];
        int failed = Array.FindIndex(flushes, match => match.Groups["failed"].Success);
        if (failed < 0)
            return new FlushTrace(flushes.Length, 0, null, "");
        double seconds = double.Parse(flushes[failed].Groups["time"].Value, CultureInfo.InvariantCulture);
        DateTimeOffset time = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds);
        return new FlushTrace(flushes.Length, failed + 1, time, Path.GetFileName(flushes[failed].Groups["file"].Value));
    }

    [GeneratedRegex(@"^\d+ +(?<time>[\d.]+) f(data)?sync\(\d+<(?<file>[^>]*)>(?<failed>\) += -1 EIO)?")]
    private static partial Regex Flush();
}

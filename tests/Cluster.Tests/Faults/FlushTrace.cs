using System.Globalization;
using System.Text.RegularExpressions;

namespace RagCluster.Cluster.Tests.Faults;

/// <summary>strace's record of a server's flushes, and how to make one fail.</summary>
internal sealed partial class FlushTrace
{
    private readonly DateTimeOffset[] _times;

    private FlushTrace(DateTimeOffset[] times, int failedAt, DateTimeOffset? failedTime, string failedFile)
    {
        _times = times;
        FailedAt = failedAt;
        FailedTime = failedTime;
        FailedFile = failedFile;
    }

    /// <summary>Flushes of the traced files.</summary>
    internal int Flushes => _times.Length;

    /// <summary>Which of them failed first, from 1; 0 when none did.</summary>
    internal int FailedAt { get; }

    /// <summary>When the first failing flush was called.</summary>
    internal DateTimeOffset? FailedTime { get; }

    /// <summary>The name of the file or folder whose flush failed.</summary>
    internal string FailedFile { get; }

    /// <summary>How many flushes were called from a time on and before another.</summary>
    internal int Between(DateTimeOffset begin, DateTimeOffset end) => _times.Count(time => time >= begin && time < end);

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
        DateTimeOffset[] times = Array.ConvertAll(flushes, TimeOf);
        int failed = Array.FindIndex(flushes, match => match.Groups["failed"].Success);
        return failed < 0
            ? new FlushTrace(times, 0, null, "")
            : new FlushTrace(times, failed + 1, times[failed], Path.GetFileName(flushes[failed].Groups["file"].Value));
    }

    private static DateTimeOffset TimeOf(Match flush) =>
        DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(double.Parse(flush.Groups["time"].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^\d+ +(?<time>[\d.]+) f(data)?sync\(\d+<(?<file>[^>]*)>(?<failed>\) += -1 EIO)?")]
    private static partial Regex Flush();
}

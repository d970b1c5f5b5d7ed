using System.Globalization;

namespace RagCluster.Text.Reading.Isolation;

/// <summary>Finds out why a process ended, and says it for people.</summary>
internal static class ReadingFailures
{
    private const int SignalBase = 128;
    private const int SignalKill = SignalBase + 9;
    private const int SignalCpu = SignalBase + 24;

    /// <summary>Why a process ended that this program did not kill.</summary>
    /// <param name="exitCode">Its exit code; 128 + n after signal n.</param>
    /// <param name="error">What it wrote to standard error first.</param>
    internal static ReadingFailure Of(int exitCode, string error)
    {
        if (exitCode == 0)
            return ReadingFailure.None;
        if (error.Contains("Stack overflow", StringComparison.OrdinalIgnoreCase))
            return ReadingFailure.Nesting;
        if (error.Contains("out of memory", StringComparison.OrdinalIgnoreCase))
            return ReadingFailure.Memory;
        return exitCode switch
        {
            SignalCpu => ReadingFailure.CpuTime,
            SignalKill => ReadingFailure.Killed,
            _ => ReadingFailure.Stopped,
        };
    }

    /// <summary>The refusal of a file.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="kind">What the file is called in the sentence, "document" or "PDF".</param>
    /// <param name="bytes">The file's size.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="exitCode">The process's exit code.</param>
    internal static UnreadableDocumentException Refusal(ReadingFailure failure, string kind, long bytes, ProcessLimits limits, int exitCode)
    {
        string reason = failure switch
        {
            ReadingFailure.WallTime => $"took longer than {Seconds(limits.WallTimeFor(bytes))} s to read",
            ReadingFailure.CpuTime => $"took more than {Seconds(limits.CpuTimeFor(bytes))} s of processor time to read",
            ReadingFailure.Memory => $"took more than {limits.MemoryFor(bytes) >> 20} MB of memory to read",
            ReadingFailure.Output => "holds too much text",
            ReadingFailure.Nesting => "is nested too deeply to be read",
            ReadingFailure.Killed => "could not be read: its reader was killed from outside, perhaps by a system that is short of memory",
            _ => $"made its reader stop (exit code {exitCode})",
        };
        return failure == ReadingFailure.Killed
            ? UnreadableDocumentException.Failed($"The {kind} {reason}.")
            : UnreadableDocumentException.Invalid($"The {kind} {reason}.");
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
}

namespace RagCluster.Text.Reading.Isolation;

/// <summary>What a limited process left.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="ExitCode">Its exit code; 128 + n after signal n.</param>
/// <param name="Output">What it wrote to standard output.</param>
internal sealed record ProcessReply(ProcessOutcome Outcome, int ExitCode, ReadOnlyMemory<byte> Output)
{
    private const int KilledForCpu = 128 + 24;
    private const int Killed = 128 + 9;
    private const int Aborted = 128 + 6;

    /// <summary>The reason, as part of a sentence, when the process did not end in order; otherwise null.</summary>
    internal string? Failure(ProcessLimits limits) =>
        (Outcome, ExitCode) switch
        {
            (ProcessOutcome.OutOfTime, _) => $"took longer than {limits.WallTimeMax.TotalSeconds:0} s to read",
            (ProcessOutcome.OutOfMemory, _) => $"took more than {limits.MemoryBytesMax >> 20} MB of memory to read",
            (ProcessOutcome.TooMuchOutput, _) => "holds too much text",
            (_, KilledForCpu or Killed) => $"took more than {limits.CpuTimeMax.TotalSeconds:0} s of processor time to read",
            (_, Aborted) => $"took more than {limits.MemoryBytesMax >> 20} MB of memory to read",
            (_, not 0) => $"made its reader stop (exit code {ExitCode})",
            _ => null,
        };
}

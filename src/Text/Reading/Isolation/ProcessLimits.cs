namespace RagCluster.Text.Reading.Isolation;

/// <summary>What a process that reads one untrusted file may use before it is killed.</summary>
public sealed record ProcessLimits
{
    /// <summary>Processor time. Enforced by the kernel (RLIMIT_CPU) where there is a POSIX shell.</summary>
    public TimeSpan CpuTimeMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time by the clock; a process that waits for ever uses no processor time.</summary>
    public TimeSpan WallTimeMax { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Resident memory, beyond twice the file's own size. Looked at ten times a second.</summary>
    public long MemoryBytesMax { get; init; } = 256L << 20;

    /// <summary>Bytes that the process may answer with: 20 million characters of text with their places.</summary>
    public int OutputBytesMax { get; init; } = 192 << 20;

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A limit is not positive, or time by the clock is shorter than processor time.</exception>
    public void Validate()
    {
        if (CpuTimeMax < TimeSpan.FromSeconds(1))
            throw new ArgumentException($"{nameof(CpuTimeMax)} is {CpuTimeMax}: set it to a second or more.");
        if (WallTimeMax < CpuTimeMax)
            throw new ArgumentException($"{nameof(WallTimeMax)} is {WallTimeMax}: set it to {nameof(CpuTimeMax)} ({CpuTimeMax}) or more.");
        if (MemoryBytesMax < 64L << 20 || OutputBytesMax < 1 << 10)
            throw new ArgumentException($"{nameof(MemoryBytesMax)} must be 64 MB or more and {nameof(OutputBytesMax)} 1 KB or more.");
    }
}

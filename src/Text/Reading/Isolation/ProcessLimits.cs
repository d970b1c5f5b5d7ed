namespace RagCluster.Text.Reading.Isolation;

/// <summary>
/// What the reading of one untrusted file may cost before its process is killed: a base, and more for each megabyte of the file.
/// </summary>
public sealed record ProcessLimits
{
    private const double BytesPerMegabyte = 1 << 20;

    /// <summary>
    /// Processor time for a file of any size. A page of text takes a millisecond; a parser that needs seconds for it is being attacked.
    /// </summary>
    public TimeSpan CpuTimeMax { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Time by the clock for a file of any size; a process that waits for ever uses no processor time. Time in line for a processor does
    /// not count, up to six times as much.
    /// </summary>
    public TimeSpan WallTimeMax { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// Further processor time for each megabyte of the file, and twice as much by the clock. Ordinary files take a tenth of it.
    /// </summary>
    public TimeSpan TimePerMegabyte { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The most processor time, however large the file is; by the clock twice as much.</summary>
    public TimeSpan TimeCeiling { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Memory for a file of any size.</summary>
    public long MemoryBytesMax { get; init; } = 256L << 20;

    /// <summary>Further bytes of memory for each byte of the file: a syntax tree takes some twenty times its text.</summary>
    public int MemoryPerByte { get; init; } = 24;

    /// <summary>The most memory, however large the file is.</summary>
    public long MemoryCeiling { get; init; } = 1L << 30;

    /// <summary>Bytes that the process may answer with: 20 million characters of text with their places.</summary>
    public int OutputBytesMax { get; init; } = 192 << 20;

    /// <summary>Processor time for a file of this size.</summary>
    internal TimeSpan CpuTimeFor(long bytes) =>
        Least(CpuTimeMax + TimePerMegabyte * (bytes / BytesPerMegabyte), Most(TimeCeiling, CpuTimeMax));

    /// <summary>Time by the clock for a file of this size.</summary>
    internal TimeSpan WallTimeFor(long bytes) =>
        Least(WallTimeMax + TimePerMegabyte * (2 * bytes / BytesPerMegabyte), Most(2 * TimeCeiling, WallTimeMax));

    /// <summary>Memory for a file of this size.</summary>
    internal long MemoryFor(long bytes) => Math.Min(MemoryBytesMax + MemoryPerByte * bytes, Math.Max(MemoryCeiling, MemoryBytesMax));

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A limit is not positive, or time by the clock is shorter than processor time.</exception>
    public void Validate()
    {
        if (CpuTimeMax < TimeSpan.FromSeconds(1))
            throw new ArgumentException($"{nameof(CpuTimeMax)} is {CpuTimeMax}: set it to a second or more.");
        if (WallTimeMax < CpuTimeMax)
            throw new ArgumentException($"{nameof(WallTimeMax)} is {WallTimeMax}: set it to {nameof(CpuTimeMax)} ({CpuTimeMax}) or more.");
        if (TimePerMegabyte < TimeSpan.Zero || MemoryPerByte < 0)
            throw new ArgumentException($"{nameof(TimePerMegabyte)} and {nameof(MemoryPerByte)} must not be negative.");
        if (MemoryBytesMax < 64L << 20 || OutputBytesMax < 1 << 10)
            throw new ArgumentException($"{nameof(MemoryBytesMax)} must be 64 MB or more and {nameof(OutputBytesMax)} 1 KB or more.");
    }

    private static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Most(TimeSpan a, TimeSpan b) => a > b ? a : b;
}

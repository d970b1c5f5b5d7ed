using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace RagCluster.Text.Reading.Isolation;

/// <summary>Compares what a process takes for one file with the file's limits.</summary>
/// <param name="process">The process.</param>
/// <param name="bytes">The file's size.</param>
/// <param name="limits">The limits.</param>
/// <param name="time">The clock.</param>
/// <param name="began">When the process took the file up.</param>
internal sealed class ProcessWatch(Process process, long bytes, ProcessLimits limits, TimeProvider time, long began)
{
    /// <summary>How often to look.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    /// <summary>How often to ask whether a process is spent.</summary>
    internal static readonly TimeSpan SpentPeriod = TimeSpan.FromMilliseconds(500);

    // What a runtime takes beside its heap: code, stacks, tables.
    private const long RuntimeBytes = 128L << 20;

    // By the clock a file counts as slow only after so many times its quick time, should it have got little of a busy processor.
    private const int BusyFactor = 5;

    // By the clock a file may take so many times its limit while its reader stands in line for a processor.
    private const int QueueFactor = 6;

    private TimeSpan? _cpuAtStart;
    private Dictionary<string, TimeSpan>? _queuedAtStart;
    private TimeSpan _cpu;

    private TimeSpan Elapsed => time.GetElapsedTime(began);

    /// <summary>
    /// Whether the file takes longer than files do in general. Half of the time on a processor is enough: the first look comes late.
    /// </summary>
    /// <param name="quickTime">How long those take.</param>
    internal bool IsSlow(TimeSpan quickTime) => Elapsed > quickTime && (_cpu > quickTime / 2 || Elapsed > BusyFactor * quickTime);

    /// <summary>The limit that the process has passed; None while there is none, or when it has ended.</summary>
    internal ReadingFailure Check()
    {
        try
        {
            process.Refresh();
            if (process.HasExited)
                return ReadingFailure.None;
            // Asked for at the first look and not at the start, because most files are read before it and asking costs more than reading
            // them.
            TimeSpan cpu = process.TotalProcessorTime;
            _cpuAtStart ??= cpu;
            _queuedAtStart ??= QueuedByThread();
            if (process.WorkingSet64 > limits.MemoryFor(bytes) + RuntimeBytes)
                return ReadingFailure.Memory;
            _cpu = cpu - _cpuAtStart.Value;
            if (_cpu > limits.CpuTimeFor(bytes))
                return ReadingFailure.CpuTime;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended between two looks: what it left says why.
            return ReadingFailure.None;
        }

        return IsLate() ? ReadingFailure.WallTime : ReadingFailure.None;
    }

    // Who stands in line for a processor doesn't wait for ever: only other programs make it wait.
    private bool IsLate()
    {
        TimeSpan limit = limits.WallTimeFor(bytes);
        if (Elapsed <= limit)
            return false;
        TimeSpan queued = QueuedByThread()
            .Select(thread => thread.Value - _queuedAtStart!.GetValueOrDefault(thread.Key))
            .DefaultIfEmpty(TimeSpan.Zero)
            .Max();
        return Elapsed - queued > limit || Elapsed > QueueFactor * limit;
    }

    // proc(5), schedstat: the nanoseconds on a processor, those in line for one, and how often. Other systems don't tell.
    private Dictionary<string, TimeSpan> QueuedByThread()
    {
        DirectoryInfo threads = new($"/proc/{process.Id}/task");
        Dictionary<string, TimeSpan> queued = new();
        try
        {
            foreach (DirectoryInfo thread in threads.Exists ? threads.EnumerateDirectories() : [])
            {
                string[] fields = File.ReadAllText(Path.Combine(thread.FullName, "schedstat")).Split(' ');
                if (fields.Length == 3 && long.TryParse(fields[1], CultureInfo.InvariantCulture, out long nanoseconds))
                    queued[thread.Name] = TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
            }
        }
        catch (IOException)
        {
            // A thread ended meanwhile, or the process did.
        }

        return queued;
    }
}

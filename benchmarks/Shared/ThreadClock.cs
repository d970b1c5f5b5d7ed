using System.Runtime.InteropServices;

namespace RagCluster.Benchmarks;

/// <summary>Processor time of the calling thread, by <c>clock_gettime</c> of POSIX: what other programs take does not count.</summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTime = 3;
    private const double NanosecondsPerMicrosecond = 1000;
    private const double MicrosecondsPerSecond = 1e6;

    /// <summary>Microseconds so far.</summary>
    internal static double Microseconds
    {
        get
        {
            _ = GetTime(ThreadProcessorTime, out Timespec time);
            return time.Seconds * MicrosecondsPerSecond + time.Nanoseconds / NanosecondsPerMicrosecond;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        internal readonly long Seconds;
        internal readonly long Nanoseconds;
    }
}

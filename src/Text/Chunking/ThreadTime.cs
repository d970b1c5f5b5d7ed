using System.Globalization;

namespace RagCluster.Text.Chunking;

/// <summary>The processor time of the caller's thread.</summary>
internal static class ThreadTime
{
    // proc(5), schedstat: the first field is the nanoseconds on a processor. Other systems don't tell.
    private const string Statistics = "/proc/thread-self/schedstat";

    /// <summary>What the thread has taken so far; always 0 where the system does not tell.</summary>
    internal static TimeSpan Now()
    {
        try
        {
            string[] fields = File.ReadAllText(Statistics).Split(' ');
            return TimeSpan.FromTicks(long.Parse(fields[0], CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return TimeSpan.Zero;
        }
    }
}

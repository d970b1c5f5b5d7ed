using System.Globalization;

namespace RagCluster.Reading;

/// <summary>Processor time of this process and of its children, those that have ended too, from /proc.</summary>
internal static class ProcessorTime
{
    // As proc(5) numbers them, less the two fields up to the name: the parent; utime, stime and those of children that ended, in hundredths
    // of a second.
    private const int ParentField = 4 - 3;
    private const int FirstTimeField = 14 - 3;
    private const int TimeFields = 4;
    private const double TicksPerSecond = 100;

    /// <summary>Seconds so far.</summary>
    internal static double Seconds() =>
        Directory
            .EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _))
            .Sum(Ticks) / TicksPerSecond;

    private static long Ticks(string folder)
    {
        try
        {
            string stat = File.ReadAllText(Path.Combine(folder, "stat"));
            // The program's name is in brackets and may hold blanks.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            bool counts = Path.GetFileName(folder) == Id(Environment.ProcessId) || fields[ParentField] == Id(Environment.ProcessId);
            return counts ? fields.Skip(FirstTimeField).Take(TimeFields).Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) : 0;
        }
        catch (IOException)
        {
            // It ended since the folder was listed.
            return 0;
        }
    }

    private static string Id(int process) => process.ToString(CultureInfo.InvariantCulture);
}

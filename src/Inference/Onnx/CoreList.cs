using System.Globalization;

namespace RagCluster.Inference.Onnx;

/// <summary>Lists of a machine's cores as Linux writes them: <c>0-3,8</c>.</summary>
internal static class CoreList
{
    private const int CoreMax = 4095;
    private const string StatusFile = "/proc/self/status";
    private const string AllowedPrefix = "Cpus_allowed_list:";

    /// <summary>
    /// The cores that this process may use, by its affinity and its control group's set; null where the system does not say.
    /// </summary>
    public static int[]? OfProcess()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        string? line = File.ReadLines(StatusFile).FirstOrDefault(line => line.StartsWith(AllowedPrefix, StringComparison.Ordinal));
        return line is null ? null : TryParse(line[AllowedPrefix.Length..]);
    }

    /// <summary>Reads a list; null when it is none.</summary>
    public static int[]? TryParse(string text)
    {
        SortedSet<int> cores = new();
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split('-');
            if (ends.Length > 2 || !TryCore(ends[0], out int first) || !TryCore(ends[^1], out int last) || last < first)
                return null;
            cores.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        return [.. cores];
    }

    private static bool TryCore(string text, out int core) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out core)
        && core is >= 0 and <= CoreMax;
}

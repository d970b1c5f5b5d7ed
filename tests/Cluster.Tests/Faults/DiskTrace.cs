using System.Text.RegularExpressions;

namespace RagCluster.Cluster.Tests.Faults;

/// <summary>strace's record of the calls that failed, by the kind of file that they were for.</summary>
internal static partial class DiskTrace
{
    /// <summary>Counts the injected failures.</summary>
    internal static async Task<SortedDictionary<string, int>> ReadAsync(string path, string root)
    {
        SortedDictionary<string, int> failed = new(StringComparer.Ordinal);
        foreach (string line in (await File.ReadAllLinesAsync(path)).Where(line => line.EndsWith("(INJECTED)", StringComparison.Ordinal)))
        {
            string file = KindOf(FileName().Match(line).Groups["file"].Value, root);
            failed[file] = failed.GetValueOrDefault(file) + 1;
        }

        return failed;
    }

    // The numbers, hashes and times of a name tell nothing about its kind.
    private static string KindOf(string file, string root)
    {
        if (!file.StartsWith(root, StringComparison.Ordinal))
            return $"outside: {Path.GetFileName(Variable().Replace(file, "#"))}";
        string relative = Path.GetRelativePath(root, file);
        return relative == "." ? "the folder" : Variable().Replace(relative, "#");
    }

    [GeneratedRegex("""(<(?<file>/[^>]*)>|"(?<file>/[^"]*)")""")]
    private static partial Regex FileName();

    [GeneratedRegex("[^/.]*[0-9][^/.]*")]
    private static partial Regex Variable();
}

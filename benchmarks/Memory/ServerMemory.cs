using System.Globalization;

namespace RagCluster.MemoryBenchmark;

/// <summary>Memory of a process and its children at one moment, in MiB, as the kernel counts it.</summary>
/// <param name="Resident">What is in memory of the process.</param>
/// <param name="Anonymous">The part of it that belongs to no file: heaps, stacks, buffers.</param>
/// <param name="Workers">What is in memory of the processes that it started.</param>
internal sealed record ServerMemory(double Resident, double Anonymous, double Workers)
{
    private const double KibibytesPerMebibyte = 1024;

    /// <summary>Measures.</summary>
    /// <param name="process">The process's id.</param>
    internal static ServerMemory Of(int process)
    {
        Dictionary<string, double> own = Status(process);
        return new ServerMemory(
            own.GetValueOrDefault("VmRSS"),
            own.GetValueOrDefault("RssAnon"),
            Children(process).Sum(child => Status(child).GetValueOrDefault("VmRSS"))
        );
    }

    /// <summary>What is in memory of each mapping of a process, summed by what it maps, the largest first.</summary>
    /// <param name="process">The process's id.</param>
    internal static IReadOnlyList<(string Kind, double Mebibytes)> Breakdown(int process)
    {
        Dictionary<string, double> kinds = new(StringComparer.Ordinal);
        string kind = "";
        foreach (string line in File.ReadLines($"/proc/{process}/smaps"))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0].EndsWith(':'))
            {
                if (words[0] == "Rss:")
                    kinds[kind] =
                        kinds.GetValueOrDefault(kind) + (double.Parse(words[1], CultureInfo.InvariantCulture) / KibibytesPerMebibyte);
                continue;
            }

            kind = words.Length > 5 ? KindOf(words[5]) : "anonymous";
        }

        return [.. kinds.Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Value)];
    }

    private static string KindOf(string mapped) =>
        mapped switch
        {
            "[heap]" => "C heap",
            "[stack]" => "stack",
            _ when mapped.Contains("doublemapper", StringComparison.Ordinal) => "compiled code",
            _ when mapped.StartsWith('[') => "kernel",
            _ when mapped.EndsWith(".dll", StringComparison.Ordinal) => "assemblies",
            _ when mapped.Contains(".so", StringComparison.Ordinal) => "native libraries",
            _ => "data files",
        };

    private static Dictionary<string, double> Status(int process)
    {
        try
        {
            return File.ReadLines($"/proc/{process}/status")
                .Select(line => line.Split(':', 2))
                .Where(parts => parts[1].EndsWith(" kB", StringComparison.Ordinal))
                .ToDictionary(
                    parts => parts[0],
                    parts => double.Parse(parts[1][..^3], CultureInfo.InvariantCulture) / KibibytesPerMebibyte
                );
        }
        catch (IOException)
        {
            // A child ended between being listed and being read.
            return [];
        }
    }

    private static IEnumerable<int> Children(int process)
    {
        foreach (string task in Directory.GetDirectories($"/proc/{process}/task"))
        {
            string children = Path.Combine(task, "children");
            foreach (
                string child in File.Exists(children) ? File.ReadAllText(children).Split(' ', StringSplitOptions.RemoveEmptyEntries) : []
            )
            {
                int id = int.Parse(child, CultureInfo.InvariantCulture);
                yield return id;
                foreach (int grandchild in Directory.Exists($"/proc/{id}") ? Children(id) : [])
                    yield return grandchild;
            }
        }
    }
}

using System.Globalization;

namespace RagCluster.Silo.Lifecycle;

/// <summary>
/// How much memory this process may have. .NET tells only what its heap may take, three quarters of a container's limit, while the kernel
/// ends the process by its resident memory.
/// </summary>
internal static class MemoryLimit
{
    // Version 2 of control groups, and version 1.
    private static readonly string[] Files = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];

    /// <summary>The limit in bytes: the container's, or the machine's memory where there is none.</summary>
    internal static long Read() => Read(Files, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>The least of the machine's memory and the limits that files hold.</summary>
    /// <param name="files">The files; those that are missing or hold no number say nothing.</param>
    /// <param name="machine">The machine's memory, in bytes; the heap's own limit in a container without these files.</param>
    internal static long Read(IEnumerable<string> files, long machine)
    {
        foreach (string file in files)
        {
            // "max" and a number beyond any machine both say that there is no limit.
            if (
                File.Exists(file)
                && long.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long limit)
                && limit is > 0 and < 1L << 50
            )
                return limit;
        }

        return machine;
    }
}

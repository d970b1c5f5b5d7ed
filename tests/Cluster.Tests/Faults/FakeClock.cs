using System.Globalization;

namespace RagCluster.Cluster.Tests.Faults;

/// <summary>
/// A wall clock of its own for a process, which a test makes jump; the monotonic clock goes on (libfaketime, Debian's <c>faketime</c>).
/// </summary>
internal sealed class FakeClock
{
    private readonly string _file;

    /// <summary>A clock that shows the right time.</summary>
    /// <param name="file">Where it keeps its offset.</param>
    internal FakeClock(string file)
    {
        _file = file;
        Jump(TimeSpan.Zero);
    }

    /// <summary>What the process needs in its environment.</summary>
    internal IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = Library(),
            ["FAKETIME_TIMESTAMP_FILE"] = _file,
            ["FAKETIME_CACHE_DURATION"] = "1",
            ["DONT_FAKE_MONOTONIC"] = "1",
            // With the C library's newer versions that fix breaks waits on the monotonic clock: each timeout would be over at once.
            ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
        };

    /// <summary>Sets the clock's distance from the right time.</summary>
    internal void Jump(TimeSpan offset)
    {
        // In one step: the process may read it at any moment.
        string next = _file + ".next";
        File.WriteAllText(next, string.Create(CultureInfo.InvariantCulture, $"{offset.TotalSeconds:+0;-0;+0}\n"));
        File.Move(next, _file, overwrite: true);
    }

    private static string Library()
    {
        string[] found =
        [
            .. Directory
                .GetDirectories("/usr/lib")
                .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
                .Where(File.Exists),
        ];
        return found.Length > 0
            ? found[0]
            : throw new InvalidOperationException("libfaketime is missing: ./rag test installs it, or run apt-get install faketime.");
    }
}

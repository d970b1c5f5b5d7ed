using System.Globalization;

namespace RagCluster.Cluster.Tests.Faults;

/// <summary>
/// A disk that fails: which calls, with which error, and from which call on. strace counts the calls of each thread by itself, so that the
/// third call of every thread fails where the third is named.
/// </summary>
/// <param name="Name">Its name in the test.</param>
/// <param name="Calls">The system calls.</param>
/// <param name="Error">The error.</param>
/// <param name="GoesOn">Whether the calls after it fail as well.</param>
internal sealed record DiskFault(string Name, string Calls, string Error, bool GoesOn)
{
    // .NET's writes to files. SQLite's are those that pipes have too, so that its files have to be named.
    private const string Writes = "pwrite64,pwritev";
    private const string DatabaseWrites = "write";
    private const string Flushes = "fsync,fdatasync";
    private const string Renames = "rename,renameat,renameat2";

    /// <summary>Every fault that is tried.</summary>
    internal static DiskFault[] All { get; } =
    [
        new("full-once", Writes, "ENOSPC", GoesOn: false),
        new("full", Writes, "ENOSPC", GoesOn: true),
        new("write", Writes, "EIO", GoesOn: false),
        new("database-full-once", DatabaseWrites, "ENOSPC", GoesOn: false),
        new("database-full", DatabaseWrites, "ENOSPC", GoesOn: true),
        new("database-write", DatabaseWrites, "EIO", GoesOn: false),
        new("flush", Flushes, "EIO", GoesOn: false),
        new("rename", Renames, "EIO", GoesOn: false),
    ];

    /// <summary>The command that runs a server on such a disk and records what failed.</summary>
    internal string[] Wrapper(string output, int from, string data) =>
        [
            "strace",
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-y",
            "-Z",
            "-s",
            "0",
            "-e",
            $"trace={Calls}",
            "-e",
            "signal=none",
            "-e",
            string.Create(CultureInfo.InvariantCulture, $"inject={Calls}:error={Error}:when={from}{(GoesOn ? "+" : "")}"),
            .. Calls == DatabaseWrites ? Database(data).SelectMany(path => new[] { "-P", path }) : [],
            "-o",
            output,
        ];

    private static string[] Database(string data) =>
        [.. new[] { "", "-wal", "-journal" }.Select(suffix => Path.Combine(data, "ragcluster.db" + suffix))];
}

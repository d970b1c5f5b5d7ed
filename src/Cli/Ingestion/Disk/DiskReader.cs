using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RagCluster.Cli.Ingestion.Disk;

/// <summary>Looks at files and folders without waiting for what is none. Paths are those of <see cref="RawName"/>.</summary>
internal abstract class DiskReader
{
    /// <summary>The reader for this system.</summary>
    internal static DiskReader Current { get; } =
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64
            ? new LinuxDiskReader()
            : new PortableDiskReader();

    /// <summary>What stands under a path; null for nothing.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followsLink">Whether a symbolic link at its end is followed.</param>
    /// <exception cref="IOException">It can't be looked at; the message is the reason.</exception>
    internal abstract DiskEntry? Stat(string path, bool followsLink);

    /// <summary>The names in a folder, in no order.</summary>
    /// <exception cref="IOException">It can't be read; the message is the reason.</exception>
    internal abstract IReadOnlyList<string> List(string folder);

    /// <summary>
    /// Opens a regular file for reading; a pipe that took its place since it was looked at is refused and not waited for.
    /// </summary>
    /// <exception cref="IOException">It can't be read; the message is the reason.</exception>
    internal abstract SafeFileHandle Open(string path);
}

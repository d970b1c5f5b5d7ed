using Microsoft.Win32.SafeHandles;

namespace RagCluster.Cli.Ingestion.Disk;

/// <summary>
/// What .NET offers on every system, for those whose names are always Unicode. It can't tell a pipe from a file before it is opened.
/// </summary>
internal sealed class PortableDiskReader : DiskReader
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <inheritdoc/>
    internal override DiskEntry? Stat(string path, bool followsLink)
    {
        FileSystemInfo found = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        if (!found.Exists)
            return null;
        if (!followsLink && found.LinkTarget is not null)
            return new DiskEntry(DiskEntryKind.Link, 0);
        return found is FileInfo file ? new DiskEntry(DiskEntryKind.File, file.Length) : new DiskEntry(DiskEntryKind.Folder, 0);
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<string> List(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder, "*", Everything).Select(path => Path.GetFileName(path))];
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(denied.Message, denied);
        }
    }

    /// <inheritdoc/>
    internal override SafeFileHandle Open(string path)
    {
        try
        {
            return File.OpenHandle(path);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(denied.Message, denied);
        }
    }
}

namespace RagCluster.Cli.Ingestion.Disk;

/// <summary>Says what stands under a path where a regular file is wanted.</summary>
internal static class DiskEntryKinds
{
    /// <summary>Why it can't be read, in a sentence; null for a regular file.</summary>
    internal static string? WhyNoFile(this DiskEntryKind kind) =>
        kind switch
        {
            DiskEntryKind.File => null,
            DiskEntryKind.Folder => "It is a folder, not a file.",
            DiskEntryKind.Link => "It is a symbolic link: name its target to send that.",
            DiskEntryKind.Pipe => "It is a pipe, not a file.",
            DiskEntryKind.Socket => "It is a socket, not a file.",
            _ => "It is a device, not a file.",
        };
}

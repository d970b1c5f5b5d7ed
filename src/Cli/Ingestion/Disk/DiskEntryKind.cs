namespace RagCluster.Cli.Ingestion.Disk;

/// <summary>What stands under a path.</summary>
internal enum DiskEntryKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link that was not followed.</summary>
    Link,

    /// <summary>A named pipe: reading it waits for somebody who writes.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device: reading it may never end.</summary>
    Device,
}

namespace RagCluster.Storage.Files;

/// <summary>How full a disk is.</summary>
/// <param name="UsedBytes">Bytes that are taken.</param>
/// <param name="FreeBytes">Bytes that this process may still take.</param>
public readonly record struct DiskUsage(long UsedBytes, long FreeBytes)
{
    /// <summary>The share that is taken of what this process could have, from 0 to 1.</summary>
    public double Share => UsedBytes + FreeBytes > 0 ? (double)UsedBytes / (UsedBytes + FreeBytes) : 0;

    /// <summary>Measures the disk of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">The disk does not answer.</exception>
    public static DiskUsage Of(string folder)
    {
        DriveInfo disk = new(Path.GetFullPath(folder));
        // What is free for root alone is neither taken nor free, as df counts it.
        return new DiskUsage(disk.TotalSize - disk.TotalFreeSpace, disk.AvailableFreeSpace);
    }
}

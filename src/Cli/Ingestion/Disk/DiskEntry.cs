namespace RagCluster.Cli.Ingestion.Disk;

/// <summary>What stands under a path, and its length.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">The length of a regular file.</param>
internal readonly record struct DiskEntry(DiskEntryKind Kind, long Bytes);

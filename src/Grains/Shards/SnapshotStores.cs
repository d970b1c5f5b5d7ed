using RagCluster.Shards.Snapshots;
using RagCluster.Storage.S3;
using RagCluster.Storage.Snapshots;

namespace RagCluster.Grains.Shards;

/// <summary>Opens the snapshot store that the settings name.</summary>
internal static class SnapshotStores
{
    /// <summary>The store; null when none is set. Settings that were validated.</summary>
    internal static ISnapshotStore? Open(ShardFilesOptions options)
    {
        if (options.SnapshotFolder is { Length: > 0 } folder)
            return new FolderSnapshotStore(Path.GetFullPath(folder), new DurableShardDisk());
        return options.Bucket.IsSet ? new S3SnapshotStore(options.Bucket.ToOptions()) : null;
    }
}

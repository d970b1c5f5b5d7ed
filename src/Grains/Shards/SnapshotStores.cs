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
        return options.SnapshotBucket is { Length: > 0 } bucket ? new S3SnapshotStore(Bucket(bucket, options)) : null;
    }

    private static S3SnapshotOptions Bucket(string name, ShardFilesOptions options) =>
        new(name)
        {
            Prefix = options.SnapshotPrefix ?? "",
            Endpoint = options.SnapshotEndpoint is { Length: > 0 } endpoint ? new Uri(endpoint) : null,
            Region = options.SnapshotRegion is { Length: > 0 } region ? region : null,
            AccessKey = options is { SnapshotAccessKey: { Length: > 0 } id, SnapshotSecretKey: { Length: > 0 } secret }
                ? (id, secret)
                : null,
        };
}

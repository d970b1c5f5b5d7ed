using RagCluster.Storage.S3;

namespace RagCluster.Grains.Shards;

/// <summary>
/// Where this silo keeps its replicas' files, and how it reads them. Section <c>Shards</c>: <c>RAG__Shards__Folder</c> and so on.
/// </summary>
public sealed class ShardFilesOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Shards";

    private const int ReadsAtOnceMax = 1024;

    /// <summary>
    /// The folder of the files; the node puts it into its data folder by default. Null keeps shards in memory, to be read from the log at
    /// each start.
    /// </summary>
    public string? Folder { get; set; }

    /// <summary>
    /// A folder that all silos share, through which replicas hand their files on; null for none: a replica that starts elsewhere then reads
    /// the log.
    /// </summary>
    public string? SnapshotFolder { get; set; }

    /// <summary>A bucket of S3 in the folder's stead, for silos that share no folder; null for none. It must exist.</summary>
    public string? SnapshotBucket { get; set; }

    /// <summary>What the names in the bucket begin with, so that several installations can share it; null for nothing.</summary>
    public string? SnapshotPrefix { get; set; }

    /// <summary>
    /// Where a server is that speaks S3 (http://minio:9000); it is asked with the bucket in the path. Null for Amazon's in the region.
    /// </summary>
    public string? SnapshotEndpoint { get; set; }

    /// <summary>The bucket's region; needed unless an endpoint is set.</summary>
    public string? SnapshotRegion { get; set; }

    /// <summary>The access key; null for what the SDK finds: environment, profile, the machine's or the pod's role.</summary>
    public string? SnapshotAccessKey { get; set; }

    /// <summary>The access key's secret.</summary>
    public string? SnapshotSecretKey { get; set; }

    /// <summary>Log records between two snapshots. A replica that starts elsewhere reads at most about so many.</summary>
    public int SnapshotRecords { get; set; } = 10_000;

    /// <summary>Rows of a shard's head before it is written to disk.</summary>
    public int HeadRowsMax { get; set; } = 8192;

    /// <summary>
    /// Searches and other reading of replicas that this silo computes at once; the rest waits without a thread. One for each processor, and
    /// one more that is ready when one of them ends. Where much of the files is not in memory, readers wait for the disk;
    /// more may be faster there.
    /// </summary>
    public int ReadsAtOnce { get; set; } = Environment.ProcessorCount + 1;

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (SnapshotRecords < 1)
            yield return $"RAG__Shards__SnapshotRecords is {SnapshotRecords}: set at least 1.";
        if (HeadRowsMax is < 64 or > 65_536)
            yield return $"RAG__Shards__HeadRowsMax is {HeadRowsMax}: set it between 64 and 65536.";
        if (ReadsAtOnce is < 1 or > ReadsAtOnceMax)
            yield return $"RAG__Shards__ReadsAtOnce is {ReadsAtOnce}: set it between 1 and {ReadsAtOnceMax}.";
        if (Folder is { Length: > 0 } && SnapshotFolder is { Length: > 0 } && Path.GetFullPath(Folder) == Path.GetFullPath(SnapshotFolder))
            yield return $"RAG__Shards__Folder and RAG__Shards__SnapshotFolder are both '{Folder}': set two folders.";
        foreach (string failure in Bucket.Validate($"RAG__{Section}__Snapshot"))
            yield return failure;
        if (Bucket.IsSet && SnapshotFolder is { Length: > 0 })
        {
            yield return $"RAG__Shards__SnapshotFolder is '{SnapshotFolder}' and "
                + $"RAG__Shards__SnapshotBucket is '{SnapshotBucket}': set one of them.";
        }
    }

    /// <summary>The bucket's settings.</summary>
    internal S3Settings Bucket =>
        new(SnapshotBucket, SnapshotPrefix, SnapshotEndpoint, SnapshotRegion, SnapshotAccessKey, SnapshotSecretKey);
}

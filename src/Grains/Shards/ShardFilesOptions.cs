namespace RagCluster.Grains.Shards;

/// <summary>Where this silo keeps its replicas' files. Section <c>Shards</c>: <c>RAG__Shards__Folder</c> and so on.</summary>
public sealed class ShardFilesOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Shards";

    /// <summary>The folder of the files; the node puts it into its data folder by default. Null keeps shards in memory, to be read from the log at each start.</summary>
    public string? Folder { get; set; }

    /// <summary>A folder that all silos share, through which replicas hand their files on; null for none: a replica that starts elsewhere then reads the log.</summary>
    public string? SnapshotFolder { get; set; }

    /// <summary>Log records between two snapshots. A replica that starts elsewhere reads at most about so many.</summary>
    public int SnapshotRecords { get; set; } = 10_000;

    /// <summary>Rows of a shard's head before it is written to disk.</summary>
    public int HeadRowsMax { get; set; } = 8192;

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (SnapshotRecords < 1)
            yield return $"RAG__Shards__SnapshotRecords is {SnapshotRecords}: set at least 1.";
        if (HeadRowsMax is < 64 or > 65_536)
            yield return $"RAG__Shards__HeadRowsMax is {HeadRowsMax}: set it between 64 and 65536.";
        if (Folder is { Length: > 0 } && SnapshotFolder is { Length: > 0 } && Path.GetFullPath(Folder) == Path.GetFullPath(SnapshotFolder))
            yield return $"RAG__Shards__Folder and RAG__Shards__SnapshotFolder are both '{Folder}': set two folders.";
    }
}

using RagCluster.Corpus.Damage;
using RagCluster.Shards.Disk;

namespace RagCluster.Shards;

/// <summary>Where a shard keeps its segments.</summary>
/// <param name="Path">A folder that no other shard uses at the same time.</param>
/// <param name="Lineage">Tells the log from any other that the shard's name ever stood for. Files of another lineage are removed.</param>
/// <param name="Disk">Writes the files.</param>
public sealed record ShardFolderOptions(string Path, long Lineage, IShardDisk Disk)
{
    /// <summary>What the shard is called where its damages are reported.</summary>
    public string Name { get; init; } = "a shard";

    /// <summary>What the segments' files are encrypted with.</summary>
    public IFileKeys Keys { get; init; } = NoFileKeys.Instance;

    /// <summary>Takes what is found damaged.</summary>
    public DamageLedger Damage { get; init; } = new(TimeProvider.System);
}

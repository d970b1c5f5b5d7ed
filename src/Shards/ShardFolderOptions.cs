using RagCluster.Shards.Disk;

namespace RagCluster.Shards;

/// <summary>Where a shard keeps its segments.</summary>
/// <param name="Path">A folder that no other shard uses at the same time.</param>
/// <param name="Lineage">Tells the log from any other that the shard's name ever stood for. Files of another lineage are removed.</param>
/// <param name="Disk">Writes the files.</param>
public sealed record ShardFolderOptions(string Path, long Lineage, IShardDisk Disk);

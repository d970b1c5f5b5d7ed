using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Grains.Shards;

/// <summary>A shard map and the version that the store has it under.</summary>
/// <param name="Map">The map.</param>
/// <param name="Version">The version; null while the store has none.</param>
internal sealed record StoredShardMap(ShardMap Map, long? Version);

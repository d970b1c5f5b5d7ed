namespace RagCluster.Shards;

/// <summary>What a shard is told at its start.</summary>
/// <param name="Dimensions">Values of every vector; 0 for a shard without vectors.</param>
public sealed record ShardOptions(int Dimensions);

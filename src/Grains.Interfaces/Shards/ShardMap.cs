using RagCluster.Corpus.Collections;

namespace RagCluster.Grains.Interfaces.Shards;

/// <summary>Which silos hold the replicas of a collection's shards.</summary>
/// <param name="Generation">Grows with every change.</param>
/// <param name="Settings">The collection's settings.</param>
/// <param name="Replicas">The replicas by shard; no two of one shard on one silo.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ShardMap")]
public sealed record ShardMap(
    [property: Id(0)] long Generation,
    [property: Id(1)] CollectionSettings Settings,
    [property: Id(2)] ShardReplica[] Replicas
);

namespace RagCluster.Grains.Interfaces.Shards;

/// <summary>One replica in a shard map.</summary>
/// <param name="Shard">The shard's number.</param>
/// <param name="Silo">The address of its silo, the last part of its grain's key.</param>
/// <param name="Phase">Whether it is to be asked.</param>
/// <param name="Since">When the phase began.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ShardReplica")]
public sealed record ShardReplica(
    [property: Id(0)] int Shard,
    [property: Id(1)] string Silo,
    [property: Id(2)] ReplicaPhase Phase,
    [property: Id(3)] DateTimeOffset Since
);

namespace RagCluster.Grains.Interfaces.Shards;

/// <summary>What a replica answers from: a log, and how much of it.</summary>
/// <param name="Sequence">The last log record that it applied; 0 before the first.</param>
/// <param name="Lineage">Tells the log from that of an earlier collection of the same name: when its collection was created, in UTC
/// ticks.</param>
[GenerateSerializer]
[Alias("RagCluster.ShardPosition")]
public readonly record struct ShardPosition([property: Id(0)] long Sequence, [property: Id(1)] long Lineage);

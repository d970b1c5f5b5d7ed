namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>Which state of a collection evidence or a record is of.</summary>
/// <param name="Lineage">When the collection was created, in UTC ticks: a later one of the same name has another.</param>
/// <param name="FirstShard">The number of the first shard that answered: it grows when the model changes.</param>
/// <param name="Model">The model that embedded it, with its revision.</param>
/// <param name="Positions">What each shard answered from; empty when a shard did not answer, or counted terms in another state.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.CollectionVersion")]
public sealed record CollectionVersion(
    [property: Id(0)] long Lineage,
    [property: Id(1)] int FirstShard,
    [property: Id(2)] string Model,
    [property: Id(3)] long[] Positions
);

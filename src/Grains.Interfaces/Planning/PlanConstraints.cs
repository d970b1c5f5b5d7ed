namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>What a query's plan has to fit.</summary>
/// <param name="Silo">The name of the silo whose latencies count.</param>
/// <param name="Deadline">The time that the query has; null for no limit.</param>
/// <param name="Excluded">Plans that the query can't have.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.PlanConstraints")]
public sealed record PlanConstraints(
    [property: Id(0)] string Silo,
    [property: Id(1)] TimeSpan? Deadline,
    [property: Id(2)] string[] Excluded
);

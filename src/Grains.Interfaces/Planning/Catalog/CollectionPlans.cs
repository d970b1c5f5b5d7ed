namespace RagCluster.Grains.Interfaces.Planning.Catalog;

/// <summary>What is known of the plans of a collection.</summary>
/// <param name="IsOn">Whether the planner chooses; otherwise the fixed plan runs.</param>
/// <param name="Classes">The query classes.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.CollectionPlans")]
public sealed record CollectionPlans([property: Id(0)] bool IsOn, [property: Id(1)] PlanStatus[] Classes);

namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>How likely a plan is the best.</summary>
/// <param name="Plan">Its name.</param>
/// <param name="Probability">0 to 1.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.PlanShare")]
public sealed record PlanShare([property: Id(0)] string Plan, [property: Id(1)] double Probability);

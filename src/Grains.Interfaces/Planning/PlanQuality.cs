namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>Evidence of how often a plan is good.</summary>
/// <param name="Plan">The plan's name.</param>
/// <param name="Successes">Fractional count.</param>
/// <param name="Failures">Fractional count.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.PlanQuality")]
public sealed record PlanQuality([property: Id(0)] string Plan, [property: Id(1)] double Successes, [property: Id(2)] double Failures);

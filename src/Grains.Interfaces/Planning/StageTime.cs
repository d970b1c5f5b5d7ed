namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>How long a step of a query took.</summary>
/// <param name="Stage">The step.</param>
/// <param name="Took">Its time.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.StageTime")]
public sealed record StageTime([property: Id(0)] string Stage, [property: Id(1)] TimeSpan Took);

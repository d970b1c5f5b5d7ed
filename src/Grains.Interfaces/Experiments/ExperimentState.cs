namespace RagCluster.Grains.Interfaces.Experiments;

/// <summary>An experiment and what it has shown so far.</summary>
/// <param name="Definition">What it compares.</param>
/// <param name="Salt">What its assignment depends on.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="StoppedAt">When it was stopped; null while it runs.</param>
/// <param name="StopReason">Why, or null.</param>
/// <param name="Arms">The arms in the definition's order.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ExperimentState")]
public sealed record ExperimentState(
    [property: Id(0)] ExperimentDefinition Definition,
    [property: Id(1)] string Salt,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] DateTimeOffset? StoppedAt,
    [property: Id(4)] string? StopReason,
    [property: Id(5)] ArmState[] Arms
);

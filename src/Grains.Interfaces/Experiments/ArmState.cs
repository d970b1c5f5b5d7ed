namespace RagCluster.Grains.Interfaces.Experiments;

/// <summary>How an arm does.</summary>
/// <param name="Name">The arm.</param>
/// <param name="Verdict"><c>control</c>, <c>undecided</c>, <c>better</c> or <c>worse</c>, by the primary outcome.</param>
/// <param name="StoppedAt">When a guardrail stopped it, or null.</param>
/// <param name="StopReason">Why, or null.</param>
/// <param name="Outcomes">What was observed.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ArmState")]
public sealed record ArmState(
    [property: Id(0)] string Name,
    [property: Id(1)] string Verdict,
    [property: Id(2)] DateTimeOffset? StoppedAt,
    [property: Id(3)] string? StopReason,
    [property: Id(4)] ArmOutcome[] Outcomes
);

namespace RagCluster.Grains.Interfaces.Experiments;

/// <summary>What is known of an arm in one outcome.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Units">Units that were observed.</param>
/// <param name="Mean">The mean; for latency of the logarithms of milliseconds.</param>
/// <param name="Difference">The difference from the control, so that better is more; for latency of the logarithms. Null for the control,
/// or while too little is known.</param>
/// <param name="Lower">The lower end of its confidence sequence, or null.</param>
/// <param name="Upper">The upper end, or null.</param>
/// <param name="PValue">The always-valid p-value, or null.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ArmOutcome")]
public sealed record ArmOutcome(
    [property: Id(0)] OutcomeKind Outcome,
    [property: Id(1)] long Units,
    [property: Id(2)] double Mean,
    [property: Id(3)] double? Difference,
    [property: Id(4)] double? Lower,
    [property: Id(5)] double? Upper,
    [property: Id(6)] double? PValue
);

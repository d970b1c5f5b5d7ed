namespace RagCluster.Grains.Interfaces.Experiments;

/// <summary>An outcome of a unit.</summary>
/// <param name="Unit">The unit's number.</param>
/// <param name="Outcome">What was observed.</param>
/// <param name="Value">The observation. A click is 0 when there was something to click on and 1 when it came.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.UnitOutcome")]
public readonly record struct UnitOutcome(
    [property: Id(0)] ulong Unit,
    [property: Id(1)] OutcomeKind Outcome,
    [property: Id(2)] double Value
);

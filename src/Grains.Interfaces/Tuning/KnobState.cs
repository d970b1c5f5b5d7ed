namespace RagCluster.Grains.Interfaces.Tuning;

/// <summary>A knob of a silo.</summary>
/// <param name="Silo">The silo's address.</param>
/// <param name="Name">The knob.</param>
/// <param name="IsOn">Whether the settings let it be tuned.</param>
/// <param name="IsHeld">Whether a change was reverted: then it stays until it is released.</param>
/// <param name="Value">The value in use.</param>
/// <param name="Min">It is never less.</param>
/// <param name="Max">It is never more.</param>
/// <param name="Candidate">What a share of the uses tries now; null for nothing.</param>
/// <param name="Changes">The log, the oldest first.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.KnobState")]
public sealed record KnobState(
    [property: Id(0)] string Silo,
    [property: Id(1)] string Name,
    [property: Id(2)] bool IsOn,
    [property: Id(3)] bool IsHeld,
    [property: Id(4)] double Value,
    [property: Id(5)] double Min,
    [property: Id(6)] double Max,
    [property: Id(7)] double? Candidate,
    [property: Id(8)] KnobChange[] Changes
);

namespace RagCluster.Grains.Interfaces.Tuning;

/// <summary>That a knob was turned.</summary>
/// <param name="Number">Its place among the knob's changes, from 1.</param>
/// <param name="At">When.</param>
/// <param name="From">The value before.</param>
/// <param name="To">The value since.</param>
/// <param name="Reason">What was measured, or who asked for it.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.KnobChange")]
public sealed record KnobChange(
    [property: Id(0)] int Number,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] double From,
    [property: Id(3)] double To,
    [property: Id(4)] string Reason
);

namespace RagCluster.Api.Tuning;

/// <summary>A change of a knob.</summary>
/// <param name="Number">The change's place among those of the knob, from 1.</param>
/// <param name="At">When it was made.</param>
/// <param name="From">The value before.</param>
/// <param name="To">The value since.</param>
/// <param name="Reason">What was measured, or who asked for it.</param>
internal sealed record KnobChangeResponse(int Number, DateTimeOffset At, double From, double To, string Reason);

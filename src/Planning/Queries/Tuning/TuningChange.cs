namespace RagCluster.Planning.Queries.Tuning;

/// <summary>That a knob was turned.</summary>
/// <param name="Number">Its place among the knob's changes, from 1.</param>
/// <param name="At">When.</param>
/// <param name="From">The value before.</param>
/// <param name="To">The value since.</param>
/// <param name="Reason">What was measured, or who asked for it.</param>
public sealed record TuningChange(int Number, DateTimeOffset At, double From, double To, string Reason);

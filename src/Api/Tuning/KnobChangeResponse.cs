namespace RagCluster.Api.Tuning;

/// <summary>A change of a knob over HTTP.</summary>
internal sealed record KnobChangeResponse(int Number, DateTimeOffset At, double From, double To, string Reason);

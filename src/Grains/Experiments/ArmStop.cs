namespace RagCluster.Grains.Experiments;

/// <summary>That a guardrail stopped an arm.</summary>
/// <param name="Arm">The arm's index.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
internal sealed record ArmStop(int Arm, DateTimeOffset At, string Reason);

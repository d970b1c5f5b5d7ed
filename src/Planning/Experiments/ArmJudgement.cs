namespace RagCluster.Planning.Experiments;

/// <summary>What is known of an arm.</summary>
/// <param name="Verdict">What the primary metric says; undecided for the control.</param>
/// <param name="Broken">The guardrail that it broke; null for none.</param>
/// <param name="Metrics">What was measured, by metric.</param>
public sealed record ArmJudgement(ArmVerdict Verdict, Guardrail? Broken, IReadOnlyList<MetricJudgement> Metrics);

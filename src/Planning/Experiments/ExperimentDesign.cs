namespace RagCluster.Planning.Experiments;

/// <summary>
/// What an experiment compares and when it decides; fixed when it begins, because a rule that follows the data proves nothing.
/// </summary>
/// <param name="Salt">What this experiment's assignment depends on, so that two experiments split the units independently.</param>
/// <param name="Arms">The arms, at least two; the first is the control.</param>
/// <param name="Primary">The metric that the experiment is about.</param>
/// <param name="Guardrails">What stops a losing arm.</param>
/// <param name="Alpha">The probability, at most, that an arm that makes no difference is said to make one, however often it is looked at; 0
/// to 0.5.</param>
public sealed record ExperimentDesign(
    string Salt,
    IReadOnlyList<ExperimentArm> Arms,
    OutcomeMetric Primary,
    IReadOnlyList<Guardrail> Guardrails,
    double Alpha
)
{
    /// <summary>The most arms.</summary>
    public const int ArmsMax = 8;

    // Each arm is compared with the control, and any of these comparisons may err.
    internal double PrimaryAlpha => Alpha / (Arms.Count - 1);

    internal double GuardrailAlpha => PrimaryAlpha / Math.Max(1, Guardrails.Count);
}

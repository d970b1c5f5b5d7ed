namespace RagCluster.Planning.Experiments;

/// <summary>A metric in which an arm may not lose against the control by more than a margin.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Margin">The loss that is accepted, at least 0: in the metric's own unit, for latency as a ratio (0.2: a fifth
/// slower).</param>
public sealed record Guardrail(OutcomeMetric Metric, double Margin)
{
    internal double Accepted => Metric == OutcomeMetric.Latency ? Math.Log(1 + Margin) : Margin;
}

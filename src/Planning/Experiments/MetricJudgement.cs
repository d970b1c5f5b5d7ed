namespace RagCluster.Planning.Experiments;

/// <summary>What is known of an arm in a metric.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Tally">The arm's sums.</param>
/// <param name="Difference">How it differs from the control.</param>
/// <param name="PValue">The always-valid p-value of "no difference": the least that it ever was.</param>
public sealed record MetricJudgement(OutcomeMetric Metric, Tally Tally, ArmDifference Difference, double PValue);

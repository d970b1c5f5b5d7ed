namespace RagCluster.PlannerBenchmark.Replay;

/// <summary>What a run of a plan showed.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="StageSeconds">Latency of each step of the menu; only those of the plan are seen.</param>
/// <param name="Seconds">The plan's latency.</param>
/// <param name="Reward">The user's verdict, 0 or 1; null without a label.</param>
/// <param name="SideRewards">For the plans that this one contains, their likely verdict by where the labelled documents stood; null without
/// a label.</param>
internal sealed record Outcome(int Plan, double[] StageSeconds, double Seconds, double? Reward, double[]? SideRewards);

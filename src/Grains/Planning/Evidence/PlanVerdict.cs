namespace RagCluster.Grains.Planning.Evidence;

/// <summary>How good a plan was for a query.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Reward">The verdict, 0 to 1.</param>
internal readonly record struct PlanVerdict(string Plan, double Reward);

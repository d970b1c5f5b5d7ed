namespace RagCluster.Api.Queries;

/// <summary>How likely a plan is the best.</summary>
/// <param name="Plan">The plan's name.</param>
/// <param name="Probability">The probability that it is the best, 0 to 1.</param>
internal sealed record PlanShareResponse(string Plan, double Probability);

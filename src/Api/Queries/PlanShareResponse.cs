namespace RagCluster.Api.Queries;

/// <summary>How likely a plan is the best, over HTTP.</summary>
internal sealed record PlanShareResponse(string Plan, double Probability);

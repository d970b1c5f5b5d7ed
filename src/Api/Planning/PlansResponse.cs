namespace RagCluster.Api.Planning;

/// <summary>What is known of the plans of every query class.</summary>
/// <param name="IsOn">Whether the planner is on for the collection; null where the request names none.</param>
/// <param name="Data">The query classes.</param>
internal sealed record PlansResponse(bool? IsOn, PlanClassResponse[] Data);

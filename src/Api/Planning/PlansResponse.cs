namespace RagCluster.Api.Planning;

/// <summary>What is known of all plans, over HTTP; without a collection nobody says whether the planner is on.</summary>
internal sealed record PlansResponse(bool? IsOn, PlanClassResponse[] Data);

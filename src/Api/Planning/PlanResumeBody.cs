namespace RagCluster.Api.Planning;

/// <summary>The body of <c>POST /api/v1/plans/resume</c>.</summary>
/// <param name="Collection">The collection's name.</param>
/// <param name="QueryClass">The class of queries whose planner is to choose again.</param>
internal sealed record PlanResumeBody(string Collection, string QueryClass);

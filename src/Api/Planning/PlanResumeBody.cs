namespace RagCluster.Api.Planning;

/// <summary>The body of <c>POST /api/v1/plans/resume</c>.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="QueryClass">The class.</param>
internal sealed record PlanResumeBody(string Collection, string QueryClass);

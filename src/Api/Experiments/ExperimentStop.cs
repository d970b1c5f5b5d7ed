namespace RagCluster.Api.Experiments;

/// <summary>The body of <c>POST /api/v1/experiments/{name}/stop</c>.</summary>
/// <param name="Reason">Why, up to 1,000 characters.</param>
internal sealed record ExperimentStop(string? Reason = null);

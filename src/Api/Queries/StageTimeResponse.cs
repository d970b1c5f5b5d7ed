namespace RagCluster.Api.Queries;

/// <summary>How long a step of a query took.</summary>
/// <param name="Stage">The step's name.</param>
/// <param name="TookMs">How long it took, in milliseconds.</param>
internal sealed record StageTimeResponse(string Stage, double TookMs);

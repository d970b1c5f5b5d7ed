namespace RagCluster.Api.Queries;

/// <summary>How long a step of a query took, over HTTP.</summary>
internal sealed record StageTimeResponse(string Stage, double TookMs);

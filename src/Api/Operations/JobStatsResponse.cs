namespace RagCluster.Api.Operations;

/// <summary>All jobs together.</summary>
/// <param name="Queue">What waits for indexing.</param>
internal sealed record JobStatsResponse(QueueResponse Queue);

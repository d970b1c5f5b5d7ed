namespace RagCluster.Api.Operations;

/// <summary>All jobs together over HTTP.</summary>
/// <param name="Queue">What waits.</param>
internal sealed record JobStatsResponse(QueueResponse Queue);

namespace RagCluster.Api.Operations;

/// <summary>What waits for indexing.</summary>
/// <param name="Depth">Documents that wait for indexing.</param>
internal sealed record QueueResponse(long Depth);

namespace RagCluster.Api.Operations;

/// <summary>What waits for indexing over HTTP.</summary>
/// <param name="Depth">Documents.</param>
internal sealed record QueueResponse(long Depth);

namespace RagCluster.Api.Planning;

/// <summary>A passage that a recorded query found, over HTTP.</summary>
internal sealed record RankedChunkResponse(string ChunkId, double Score);

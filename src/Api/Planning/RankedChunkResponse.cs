namespace RagCluster.Api.Planning;

/// <summary>A passage that a recorded query found.</summary>
/// <param name="ChunkId">The chunk's id.</param>
/// <param name="Score">The score that ranked it.</param>
internal sealed record RankedChunkResponse(string ChunkId, double Score);

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>The sizes of chunks, in tokens.</summary>
/// <param name="MaxChunkSizeTokens">The largest chunk.</param>
/// <param name="ChunkOverlapTokens">What a chunk repeats of the one before.</param>
internal sealed record StaticChunking(int MaxChunkSizeTokens, int ChunkOverlapTokens);

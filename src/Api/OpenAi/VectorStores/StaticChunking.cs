namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>The sizes of chunks, in tokens.</summary>
/// <param name="MaxChunkSizeTokens">The largest chunk, in tokens.</param>
/// <param name="ChunkOverlapTokens">Tokens that a chunk repeats from the one before it.</param>
internal sealed record StaticChunking(int MaxChunkSizeTokens, int ChunkOverlapTokens);

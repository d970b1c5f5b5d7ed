namespace RagCluster.Api.Documents;

/// <summary>A chunk with its neighbours, for a reader who wants to see where a quote stands.</summary>
internal sealed record ChunkContextResponse(string Title, string Uri, ChunkResponse Chunk, ChunkResponse[] Before, ChunkResponse[] After);

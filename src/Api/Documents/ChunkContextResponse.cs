namespace RagCluster.Api.Documents;

/// <summary>A chunk with its neighbours, for a reader who wants to see where a quote stands.</summary>
/// <param name="Title">The document's title.</param>
/// <param name="Uri">The document's URI, or its name.</param>
/// <param name="Chunk">The chunk that was asked for.</param>
/// <param name="Before">The chunks before it, in the document's order.</param>
/// <param name="After">The chunks behind it, in the document's order.</param>
internal sealed record ChunkContextResponse(string Title, string Uri, ChunkResponse Chunk, ChunkResponse[] Before, ChunkResponse[] After);

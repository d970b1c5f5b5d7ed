using RagCluster.Corpus.Chunks;

namespace RagCluster.Api.Documents;

/// <summary>A chunk over HTTP; <c>text</c> equals the document's extracted text from <c>start</c> to <c>end</c>.</summary>
internal sealed record ChunkResponse(
    string Id,
    string DocumentId,
    int Ordinal,
    int Start,
    int End,
    string Text,
    string[] HeadingPath,
    int? Page,
    int? PageLast,
    int Tokens
)
{
    /// <summary>The HTTP form of a chunk.</summary>
    internal static ChunkResponse From(Chunk chunk) =>
        new(
            chunk.Id.ToString(),
            chunk.Id.Document.Value,
            chunk.Id.Ordinal,
            chunk.Start,
            chunk.End,
            chunk.Text,
            chunk.HeadingPath,
            chunk.PageFirst,
            chunk.PageLast,
            chunk.TokenCount
        );
}

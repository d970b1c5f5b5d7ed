using RagCluster.Corpus.Chunks;

namespace RagCluster.Api.Documents;

/// <summary>A chunk of a document; <c>text</c> equals the document's extracted text from <c>start</c> to <c>end</c>.</summary>
/// <param name="Id">The chunk's id.</param>
/// <param name="DocumentId">The id of the document that it is a part of.</param>
/// <param name="Ordinal">Its place among the document's chunks, from 0.</param>
/// <param name="Start">Its first character in the document's extracted text, counted in UTF-16 code units from 0.</param>
/// <param name="End">One past its last character.</param>
/// <param name="Text">Its text, verbatim.</param>
/// <param name="HeadingPath">The headings above it, the outermost first.</param>
/// <param name="Page">The page that it begins on, from 1; null for a format without pages.</param>
/// <param name="PageLast">The page that it ends on, from 1; null for a format without pages.</param>
/// <param name="Tokens">Its length in tokens.</param>
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

using RagCluster.Corpus.Answers;

namespace RagCluster.Api.Queries;

/// <summary>A citation over HTTP; <c>quote</c> equals the document's extracted text from <c>start</c> to <c>end</c>.</summary>
internal sealed record CitationResponse(
    string Id,
    string DocumentId,
    string ChunkId,
    string Title,
    string Uri,
    int? Page,
    int Start,
    int End,
    string Quote,
    double Score
)
{
    /// <summary>The HTTP form of a citation.</summary>
    internal static CitationResponse From(Citation citation) =>
        new(
            citation.Id,
            citation.DocumentId.Value,
            citation.ChunkId.ToString(),
            citation.Title,
            citation.Uri,
            citation.Page,
            citation.Start,
            citation.End,
            citation.Quote,
            Math.Round(citation.Score, 4)
        );
}

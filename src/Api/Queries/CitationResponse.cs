using RagCluster.Corpus.Answers;

namespace RagCluster.Api.Queries;

/// <summary>The evidence for a sentence; <c>quote</c> equals the document's extracted text from <c>start</c> to <c>end</c>.</summary>
/// <param name="Id">The citation's number within the answer, from <c>1</c>, as sentences name it.</param>
/// <param name="DocumentId">The cited document's id.</param>
/// <param name="ChunkId">The id of the chunk that holds the quote.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Uri">The document's URI, or its name.</param>
/// <param name="Page">The page that the quote begins on, from 1; null for a format without pages.</param>
/// <param name="Line">The line of the original file on which the quote begins, or the paragraph that it is of, from 1; null for a format
/// whose files have no lines, and for what was indexed before lines were.</param>
/// <param name="Start">The quote's first character in the document's extracted text, counted in UTF-16 code units from 0.</param>
/// <param name="End">One past the quote's last character.</param>
/// <param name="Quote">The quoted text, verbatim.</param>
/// <param name="Score">How well the quote supports the sentence, 0 to 1.</param>
internal sealed record CitationResponse(
    string Id,
    string DocumentId,
    string ChunkId,
    string Title,
    string Uri,
    int? Page,
    int? Line,
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
            citation.Line,
            citation.Start,
            citation.End,
            citation.Quote,
            Math.Round(citation.Score, 4)
        );
}

using RagCluster.Api.Json;
using RagCluster.Corpus.Answers;

namespace RagCluster.Api.Queries;

/// <summary>A chunk as shown to a reader; <c>text</c> equals the document's extracted text from <c>start</c> to <c>end</c>.</summary>
/// <param name="ChunkId">The id of the chunk that it shows.</param>
/// <param name="DocumentId">The id of the document that it stands in.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Uri">The document's URI, or its name.</param>
/// <param name="Page">The page that it begins on, from 1; null for a format without pages.</param>
/// <param name="PageLast">The page that it ends on, from 1; null for a format without pages.</param>
/// <param name="Start">Its first character in the document's extracted text, counted in UTF-16 code units from 0.</param>
/// <param name="End">One past its last character.</param>
/// <param name="Text">Its text, verbatim.</param>
/// <param name="HeadingPath">The headings above it, the outermost first.</param>
/// <param name="Metadata">The document's key and value pairs.</param>
/// <param name="Score">The score that ranked it: a better passage's is higher.</param>
/// <param name="Scores">The parts of the score.</param>
/// <param name="Highlights">Where its text holds words of the query, in order and without overlaps; null unless the request asks for
/// it.</param>
/// <param name="Links">The links in its text, in order; null for none.</param>
internal sealed record PassageResponse(
    string ChunkId,
    string DocumentId,
    string Title,
    string Uri,
    int? Page,
    int? PageLast,
    int Start,
    int End,
    string Text,
    string[] HeadingPath,
    Dictionary<string, object> Metadata,
    double Score,
    ScoresResponse Scores,
    HighlightResponse[]? Highlights,
    LinkResponse[]? Links
)
{
    /// <summary>The HTTP form of a passage.</summary>
    internal static PassageResponse From(Passage passage) =>
        new(
            passage.Chunk.Id.ToString(),
            passage.Chunk.Id.Document.Value,
            passage.Title,
            passage.Uri,
            passage.Chunk.PageFirst,
            passage.Chunk.PageLast,
            passage.Chunk.Start,
            passage.Chunk.End,
            passage.Chunk.Text,
            passage.Chunk.HeadingPath,
            MetadataJson.Write(passage.Metadata),
            passage.Score,
            ScoresResponse.From(passage.Scores),
            passage.Highlights is { } highlights ? [.. highlights.Select(range => new HighlightResponse(range.Start, range.End))] : null,
            LinkResponse.From(passage)
        );
}

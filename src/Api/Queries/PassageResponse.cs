using RagCluster.Api.Json;
using RagCluster.Corpus.Answers;

namespace RagCluster.Api.Queries;

/// <summary>A passage over HTTP.</summary>
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
    HighlightResponse[]? Highlights
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
            passage.Highlights is { } highlights ? [.. highlights.Select(range => new HighlightResponse(range.Start, range.End))] : null
        );
}

using RagCluster.Client.Queries;

namespace RagCluster.Cli.Client;

/// <summary>A passage as the API shows it.</summary>
internal sealed record PassageView(
    string ChunkId,
    string DocumentId,
    string Title,
    string Uri,
    int? Page,
    int Start,
    int End,
    string Text,
    string[] HeadingPath,
    double Score,
    HighlightView[]? Highlights
)
{
    /// <summary>What is printed of a passage.</summary>
    internal static PassageView From(Passage passage) =>
        new(
            passage.ChunkId,
            passage.DocumentId,
            passage.Title,
            passage.Uri,
            passage.Page,
            passage.Start,
            passage.End,
            passage.Text,
            passage.HeadingPath,
            passage.Score,
            passage.Highlights is { } highlights
                ? Array.ConvertAll(highlights, highlight => new HighlightView(highlight.Start, highlight.End))
                : null
        );
}

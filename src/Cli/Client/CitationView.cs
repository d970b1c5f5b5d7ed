using RagCluster.Client.Queries;

namespace RagCluster.Cli.Client;

/// <summary>A citation as the API shows it.</summary>
internal sealed record CitationView(
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
    /// <summary>What is printed of a citation.</summary>
    internal static CitationView From(Citation citation) =>
        new(
            citation.Id,
            citation.DocumentId,
            citation.ChunkId,
            citation.Title,
            citation.Uri,
            citation.Page,
            citation.Line,
            citation.Start,
            citation.End,
            citation.Quote,
            citation.Score
        );
}

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
);

namespace RagCluster.Cli.Client;

/// <summary>A citation as the API shows it.</summary>
internal sealed record CitationView(
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
);

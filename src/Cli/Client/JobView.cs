namespace RagCluster.Cli.Client;

/// <summary>A job as the API shows it.</summary>
internal sealed record JobView(
    string Id,
    string Status,
    int Total,
    int Queued,
    int Indexed,
    int Unchanged,
    int Failed,
    int Superseded,
    JobDocumentView[] Documents,
    ModelChangeView? ModelChange = null
);

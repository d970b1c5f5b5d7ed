namespace RagCluster.Cli.Client;

/// <summary>A collection as the API shows it.</summary>
internal sealed record CollectionView(
    string Name,
    string Model,
    string Language,
    long Documents,
    long Indexed,
    long Pending,
    long Failed,
    long Chunks,
    long Bytes,
    CollectionChangeView? ModelChange = null
);

namespace RagCluster.Cli.Client;

/// <summary>A model as the API shows it.</summary>
internal sealed record ModelView(
    string Name,
    string Kind,
    string Revision,
    int Dimensions,
    int TokensMax,
    long Bytes,
    string License,
    bool Available,
    bool Default
);

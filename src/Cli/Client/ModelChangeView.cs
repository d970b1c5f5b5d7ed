namespace RagCluster.Cli.Client;

/// <summary>The progress of a change of model as the API shows it.</summary>
internal sealed record ModelChangeView(
    string Model,
    string PreviousModel,
    string Step,
    long ChunksDone,
    long ChunksTotal,
    DateTimeOffset? SwitchedAt
);

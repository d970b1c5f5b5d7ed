namespace RagCluster.Cli.Client;

/// <summary>A server's status as the API shows it.</summary>
internal sealed record StatusView(
    string Version,
    string? Engine,
    double UptimeSeconds,
    long WorkingSetBytes,
    int Silos,
    int Activations,
    GrainView[] Grains,
    string? ChatModel,
    DateTimeOffset? ChatModelRestsUntil,
    long Collections,
    long Documents,
    long Chunks
);

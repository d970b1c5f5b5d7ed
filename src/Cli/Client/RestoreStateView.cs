namespace RagCluster.Cli.Client;

/// <summary>How a cluster's restore stands, as the server tells it.</summary>
internal sealed record RestoreStateView(
    bool Running,
    int Job,
    string? Collection,
    string? As,
    string? Backup,
    DateTimeOffset? AsOf,
    int Parts,
    int PartsTotal,
    long Rows,
    string? Failure
);

namespace RagCluster.Cli.Client;

/// <summary>A backup, as the server tells it.</summary>
internal sealed record BackupView(
    string Name,
    string? Kind,
    DateTimeOffset? CreatedAt,
    long Rows,
    long Bytes,
    long OwnBytes,
    string? Encryption,
    string? Failure
);

using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>A backup, over HTTP.</summary>
internal sealed record BackupResponse(
    string Name,
    string? Kind,
    DateTimeOffset? CreatedAt,
    long Rows,
    long Bytes,
    long OwnBytes,
    string? Encryption,
    string? Failure
)
{
    /// <summary>The HTTP form.</summary>
    internal static BackupResponse From(StoredBackup one) =>
        new(one.Name, one.Kind, one.CreatedAt, one.Rows, one.Bytes, one.OwnBytes, one.Encryption, one.Failure);
}

using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>A stored backup.</summary>
/// <param name="Name">The backup's name.</param>
/// <param name="Kind">What it holds: <c>full</c> or <c>configuration</c>; null where its manifest can't be read.</param>
/// <param name="CreatedAt">The moment whose state it holds; null where its manifest can't be read.</param>
/// <param name="Rows">Rows of the store that it holds.</param>
/// <param name="Bytes">Bytes of all its parts.</param>
/// <param name="OwnBytes">Bytes of the parts that no earlier backup had.</param>
/// <param name="Encryption">How it is encrypted; null for not at all.</param>
/// <param name="Failure">Why it can't be read; null when it can.</param>
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

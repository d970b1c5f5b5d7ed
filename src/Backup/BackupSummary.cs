using RagCluster.Backup.Manifests;

namespace RagCluster.Backup;

/// <summary>A backup as a list shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds; null where its manifest can't be read.</param>
/// <param name="CreatedAt">The moment whose state it holds; null where its manifest can't be read.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Bytes">Bytes of its parts.</param>
/// <param name="OwnBytes">Bytes of the parts that no earlier backup had.</param>
/// <param name="Encryption">How it is encrypted; null for not at all.</param>
/// <param name="Failure">Why it can't be read, or null.</param>
/// <param name="LogChain">The chain of the shipped log that goes on after it, or null.</param>
public sealed record BackupSummary(
    string Name,
    BackupKind? Kind,
    DateTimeOffset? CreatedAt,
    long Rows,
    long Bytes,
    long OwnBytes,
    string? Encryption,
    string? Failure,
    string? LogChain = null
)
{
    /// <summary>What a manifest tells.</summary>
    /// <param name="manifest">The manifest.</param>
    public static BackupSummary Of(BackupManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return new BackupSummary(
            manifest.Name,
            manifest.Kind,
            manifest.CreatedAt,
            manifest.Rows,
            manifest.Bytes,
            manifest.OwnBytes,
            manifest.Encryption,
            null,
            manifest.LogChain
        );
    }
}

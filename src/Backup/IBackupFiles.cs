using RagCluster.Backup.Manifests;
using RagCluster.Backup.Taking;

namespace RagCluster.Backup;

/// <summary>The files that belong into a backup beside the store's rows.</summary>
public interface IBackupFiles
{
    /// <summary>The files of a kind of backup.</summary>
    /// <param name="kind">What the backup holds.</param>
    IReadOnlyList<BackupFile> List(BackupKind kind);
}

using System.Globalization;
using RagCluster.Backup;
using RagCluster.Backup.Notices;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Grains.Backups;

/// <summary>Says in sentences what became of backups.</summary>
internal static class BackupTexts
{
    /// <summary>The refusal where no place is set.</summary>
    internal static RagException NoPlace() =>
        new(
            ErrorKind.Conflict,
            "no-backup-place",
            "No place for backups is set: set RAG__Backup__Folder to a folder, or RAG__Backup__Bucket to a bucket."
        );

    /// <summary>One was taken.</summary>
    internal static BackupNotice Succeeded(BackupSummary taken, TimeSpan took, DateTimeOffset now) =>
        new(
            BackupEvent.Succeeded,
            now,
            string.Create(
                CultureInfo.InvariantCulture,
                $"RagCluster: the backup {taken.Name} was taken and verified in {took.TotalSeconds:0.0} s "
                    + $"({taken.Rows} rows, {taken.Bytes} bytes, {taken.OwnBytes} of them new)."
            ),
            taken.Name,
            taken.CreatedAt,
            took.TotalSeconds,
            taken.Bytes
        );

    /// <summary>One is missing.</summary>
    internal static BackupNotice Late(DateTimeOffset? due, string? why, DateTimeOffset now) =>
        new(
            BackupEvent.Late,
            now,
            FormattableString.Invariant($"RagCluster: the backup that was due at {due:u} is missing. {why}").TrimEnd()
        );

    /// <summary>A backup as a list shows it.</summary>
    internal static StoredBackup Stored(BackupSummary one) =>
        new(
            one.Name,
            one.Kind?.ToString().ToLowerInvariant(),
            one.CreatedAt,
            one.Rows,
            one.Bytes,
            one.OwnBytes,
            one.Encryption,
            one.Failure
        );

    /// <summary>One could not be taken.</summary>
    internal static BackupNotice Failed(string why, DateTimeOffset now) =>
        new(BackupEvent.Failed, now, $"RagCluster: a backup could not be taken. {why}");
}

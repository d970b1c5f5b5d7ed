using RagCluster.Backup.Encryption;
using RagCluster.Corpus.Errors;
using RagCluster.Shards.Snapshots;
using RagCluster.Storage.S3;
using RagCluster.Storage.Snapshots;

namespace RagCluster.Backup.Destinations;

/// <summary>
/// The places that the settings name: the first is where backups are taken to and read from, the second gets a copy of each.
/// </summary>
public sealed class BackupDestinations : IDisposable
{
    private readonly S3SnapshotStore? _bucket;

    private BackupDestinations(BackupDestination first, BackupDestination? second, S3SnapshotStore? bucket)
    {
        First = first;
        Second = second;
        _bucket = bucket;
    }

    /// <summary>Where backups are taken to and read from: the folder, or the bucket when there is no folder.</summary>
    public BackupDestination First { get; }

    /// <summary>The bucket beside a folder; null for none.</summary>
    public BackupDestination? Second { get; }

    /// <summary>Opens the places.</summary>
    /// <param name="options">The settings; those of one that was validated.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RagException">Invalid: no place is set.</exception>
    /// <exception cref="ArgumentException">The key can't be had.</exception>
    public static async Task<BackupDestinations> OpenAsync(BackupOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.HasDestination)
        {
            throw RagException.Invalid(
                "destination",
                "No place for backups is set: set RAG__Backup__Folder to a folder, or RAG__Backup__Bucket to a bucket."
            );
        }

        BackupKey? key = await BackupKeySource.ReadAsync(options, cancellationToken);
        S3SnapshotStore? bucket = options.S3.IsSet ? new S3SnapshotStore(options.S3.ToOptions()) : null;
        BackupDestination? remote = bucket is null ? null : new BackupDestination(bucket, key);
        if (options.Folder is not { Length: > 0 } folder)
            return new BackupDestinations(remote!, null, bucket);
        ISnapshotStore local = new FolderSnapshotStore(Path.GetFullPath(folder), new DurableShardDisk());
        return new BackupDestinations(new BackupDestination(local, key), remote, bucket);
    }

    /// <inheritdoc/>
    public void Dispose() => _bucket?.Dispose();
}

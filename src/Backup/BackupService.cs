using RagCluster.Backup.Destinations;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Restoring;
using RagCluster.Backup.Shipping;
using RagCluster.Backup.Taking;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Backup;

/// <summary>
/// Everything that is done with backups, at the places and with the key that the settings name. The key is read anew each time, and kept
/// no longer.
/// </summary>
/// <param name="options">The settings; validated.</param>
/// <param name="time">The clock.</param>
public sealed class BackupService(BackupOptions options, TimeProvider time)
{
    /// <summary>
    /// Takes a backup, copies it to the bucket where there is a folder and a bucket, and removes what is not kept any more.
    /// </summary>
    /// <param name="source">The store.</param>
    /// <param name="files">The files beside it.</param>
    /// <param name="kind">What the backup holds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RagException">The store is damaged or does not answer, or what was written did not read back.</exception>
    /// <exception cref="IOException">A place failed.</exception>
    public async Task<BackupManifest> TakeAsync(IRowSource source, IBackupFiles files, BackupKind kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        using BackupDestinations places = await OpenAsync(cancellationToken);
        BackupManifest manifest = await new BackupTaker(source, places.First, time).TakeAsync(kind, files.List(kind), cancellationToken);
        if (places.Second is { } second)
            await BackupMirror.CopyAsync(manifest, places.First, second, cancellationToken);
        foreach (BackupDestination place in new[] { places.First, places.Second }.OfType<BackupDestination>())
        {
            await new Retention(place, time).RunAsync(PolicyOf(place), cancellationToken);
            await new LogPlace(place).RemoveBeforeAsync(time.GetUtcNow() - options.KeepAll, cancellationToken);
        }

        return manifest;

        RetentionPolicy PolicyOf(BackupDestination place) =>
            new(
                options.KeepAll,
                place == places.Second || options.Folder is not { Length: > 0 } ? options.KeepDailyRemote : options.KeepDaily
            );
    }

    /// <summary>The backups, the newest first; one whose manifest can't be read is among them, and says why.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The place failed.</exception>
    public async Task<IReadOnlyList<BackupSummary>> ListAsync(CancellationToken cancellationToken)
    {
        using BackupDestinations places = await OpenAsync(cancellationToken);
        List<BackupSummary> backups = [];
        foreach (string name in (await places.First.ListAsync(cancellationToken)).Reverse())
        {
            try
            {
                backups.Add(BackupSummary.Of(await places.First.ReadManifestAsync(name, cancellationToken)));
            }
            catch (RagException failure)
            {
                backups.Add(new BackupSummary(name, null, null, 0, 0, 0, null, failure.Message));
            }
        }

        return backups;
    }

    /// <summary>The newest backup of everything that can be read; null for none.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The place failed.</exception>
    public async Task<BackupSummary?> FindLastFullAsync(CancellationToken cancellationToken)
    {
        using BackupDestinations places = await OpenAsync(cancellationToken);
        foreach (string name in (await places.First.ListAsync(cancellationToken)).Reverse())
        {
            try
            {
                BackupManifest manifest = await places.First.ReadManifestAsync(name, cancellationToken);
                if (manifest.Kind == BackupKind.Full)
                    return BackupSummary.Of(manifest);
            }
            catch (RagException failure) when (failure.Code is BackupFailure.DamagedCode or BackupFailure.KeyCode)
            {
                // It is no backup that anybody could restore; the list says why.
            }
        }

        return null;
    }

    /// <summary>Reads every part of a backup and checks it.</summary>
    /// <param name="name">The backup; null for the newest.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RagException">It is missing or damaged; the message names the part.</exception>
    public async Task<BackupManifest> VerifyAsync(string? name, CancellationToken cancellationToken)
    {
        using BackupDestinations places = await OpenAsync(cancellationToken);
        return await new BackupVerifier(places.First).VerifyAsync(
            name ?? await places.First.LatestAsync(cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Restores a backup into a folder beside everything that is in use, and compares what came back with it.</summary>
    /// <param name="name">The backup; null for the newest.</param>
    /// <param name="folder">An empty folder; who gave it removes it.</param>
    /// <param name="cipher">The form in which the restored store keeps its values: one that encrypts where backups are encrypted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RagException">It is missing or damaged, or something came back otherwise; the message names what.</exception>
    public async Task<TrialReport> TryRestoreAsync(string? name, string folder, ContentCipher cipher, CancellationToken cancellationToken)
    {
        using BackupDestinations places = await OpenAsync(cancellationToken);
        return await new TrialRestore(places.First, cipher, time).RunAsync(
            name ?? await places.First.LatestAsync(cancellationToken),
            folder,
            cancellationToken
        );
    }

    /// <summary>
    /// Has somebody do something with a state that can be restored. With a name it is that backup's; without, the newest, or the last
    /// before a moment, the shipped log included.
    /// </summary>
    /// <param name="name">The backup; null for what is there.</param>
    /// <param name="at">The moment that the state should not be after; null for any.</param>
    /// <param name="act">Does it, given the place and the state.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RagException">NotFound: there is no such backup. Unavailable: one is damaged.</exception>
    public async Task<T> RestoreAsync<T>(
        string? name,
        DateTimeOffset? at,
        Func<BackupDestination, RestorePoint, Task<T>> act,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(act);
        using BackupDestinations places = await OpenAsync(cancellationToken);
        RestorePoint point = name is null ? await LogPlan.FindAsync(places.First, at, cancellationToken) : new RestorePoint(name, []);
        return await act(places.First, point);
    }

    private Task<BackupDestinations> OpenAsync(CancellationToken cancellationToken) =>
        BackupDestinations.OpenAsync(options, cancellationToken);
}

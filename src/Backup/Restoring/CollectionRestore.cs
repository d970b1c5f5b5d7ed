using RagCluster.Backup.Destinations;
using RagCluster.Backup.Manifests;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Backup.Restoring;

/// <summary>Puts one collection of a backup into a store that is in use, under a name that no collection has.</summary>
/// <param name="destination">Where the backup is.</param>
/// <param name="imports">The store.</param>
public sealed class CollectionRestore(BackupDestination destination, CollectionImports imports)
{
    /// <summary>Restores it. Nobody sees anything of it before it is whole, and nothing of it stays when it fails.</summary>
    /// <param name="name">The backup.</param>
    /// <param name="plan">Which collection of it.</param>
    /// <param name="target">The name that it gets.</param>
    /// <param name="progress">Hears how far it has come; it goes on when that has ended.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RagException">
    /// NotFound: the backup, or the collection in it. Conflict: the name is taken. Unavailable: a part is damaged, or the store failed.
    /// </exception>
    public async Task<RestoreReport> RunAsync(
        string name,
        RestorePlan plan,
        CollectionId target,
        Func<RestoreProgress, Task> progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(progress);
        BackupManifest manifest = await destination.ReadManifestAsync(name, cancellationToken);
        if (manifest.Kind != BackupKind.Full)
            throw RagException.Invalid("backup", $"The backup {name} holds the configuration only: name one that holds everything.");
        BackupReader reader = await BackupReader.OpenAsync(destination, manifest, plan, cancellationToken);
        List<RestoredCollection> collections = await reader.CollectionsAsync(plan, cancellationToken);
        int total = reader.PartsRead + reader.CountParts(CollectionImport.Order);
        long rows = 0;
        await using CollectionImport import = await imports.BeginAsync(target, cancellationToken);
        await foreach ((TableShape table, List<object?[]> part) in reader.RowsAsync(plan, CollectionImport.Order, cancellationToken))
        {
            await import.WriteAsync(table, part, cancellationToken);
            rows += part.Count;
            await progress(new RestoreProgress(reader.PartsRead, total, rows));
        }

        await import.CompleteAsync(cancellationToken);
        return new RestoreReport(name, StoreRestore.AsOf(manifest, plan), rows, 0, collections);
    }
}

using RagCluster.Backup.Destinations;
using RagCluster.Backup.Manifests;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Backup.Restoring;

/// <summary>Puts a backup's rows into an empty store of either engine.</summary>
/// <param name="destination">Where the backup is.</param>
public sealed class StoreRestore(BackupDestination destination)
{
    /// <summary>What a restore would put in; every part is read and checked for it.</summary>
    /// <param name="name">The backup.</param>
    /// <param name="plan">What of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Corpus.Errors.RagException">The backup, or the collection in it, is missing or damaged.</exception>
    public async Task<RestoreReport> TryAsync(string name, RestorePlan plan, CancellationToken cancellationToken)
    {
        BackupManifest manifest = await new BackupVerifier(destination).VerifyAsync(name, cancellationToken);
        BackupReader reader = await BackupReader.OpenAsync(destination, manifest, plan, cancellationToken);
        List<RestoredCollection> collections = await reader.CollectionsAsync(plan, cancellationToken);
        long rows = 0;
        await foreach ((_, List<object?[]> part) in reader.RowsAsync(plan, cancellationToken))
            rows += part.Count;
        return new RestoreReport(name, AsOf(manifest, plan), rows, plan.Collection is null ? reader.Files.Count() : 0, collections);
    }

    /// <summary>Puts the rows in.</summary>
    /// <param name="name">The backup.</param>
    /// <param name="plan">What of it.</param>
    /// <param name="open">Opens the store for a schema's version.</param>
    /// <param name="cancellationToken">Ends it; the store stays empty.</param>
    /// <exception cref="Corpus.Errors.RagException">
    /// The backup, or the collection in it, is missing or damaged, or the store failed.
    /// </exception>
    public async Task<RestoreReport> RunAsync(
        string name,
        RestorePlan plan,
        Func<int, Task<IRowTarget>> open,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(open);
        BackupManifest manifest = await destination.ReadManifestAsync(name, cancellationToken);
        BackupReader reader = await BackupReader.OpenAsync(destination, manifest, plan, cancellationToken);
        List<RestoredCollection> collections = await reader.CollectionsAsync(plan, cancellationToken);
        long rows = 0;
        await using IRowTarget target = await open(manifest.SchemaVersion);
        await foreach ((TableShape table, List<object?[]> part) in reader.RowsAsync(plan, cancellationToken))
        {
            await Task.Run(() => target.Write(table, part), cancellationToken);
            rows += part.Count;
        }

        await target.CompleteAsync(cancellationToken);
        return new RestoreReport(name, AsOf(manifest, plan), rows, 0, collections);
    }

    /// <summary>Puts a backup's files into a folder.</summary>
    /// <param name="name">The backup.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many there were.</returns>
    internal async Task<int> WriteFilesAsync(string name, string folder, CancellationToken cancellationToken)
    {
        BackupReader reader = new(destination, await destination.ReadManifestAsync(name, cancellationToken));
        string[] paths = [.. reader.Files];
        foreach (string path in paths)
        {
            string file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using Storage.Files.DurableFile target = Storage.Files.DurableFile.Open(file);
            long at = 0;
            await foreach (byte[] piece in reader.FileAsync(path, cancellationToken))
            {
                target.Write(piece, at);
                at += piece.Length;
            }

            target.Flush();
        }

        return paths.Length;
    }

    /// <summary>The moment whose state a plan brings back.</summary>
    internal static DateTimeOffset AsOf(BackupManifest manifest, RestorePlan plan) =>
        plan.Log is [.., { } last] ? last.AsOf : manifest.CreatedAt;
}

using RagCluster.Backup.Destinations;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Files;
using RagCluster.Storage.Sqlite;

namespace RagCluster.Backup.Restoring;

/// <summary>
/// Restores into a data folder. Everything is made in a folder <c>restoring</c> within it and checked there; then the files take their
/// places, and the database the last, in one step. So a folder with a database is restored whole. One that has <c>restoring</c> and no
/// database was left by a restore that did not end: it held nothing before, and the next restore empties it.
/// </summary>
/// <param name="destination">Where the backup is.</param>
/// <param name="cipher">The form in which the restored store keeps its values.</param>
/// <param name="time">The clock.</param>
public sealed class FolderRestore(BackupDestination destination, ContentCipher cipher, TimeProvider time)
{
    /// <summary>Where a restore makes what it then moves.</summary>
    internal const string Staging = DataFolderFault.RestoringFolder;

    private const string Database = "ragcluster.db";

    // What a server leaves in a folder that never held anything.
    private static readonly string[] Harmless = [DataFolderLock.FileName, "reserve"];

    /// <summary>Restores a backup.</summary>
    /// <param name="name">The backup.</param>
    /// <param name="plan">What of it.</param>
    /// <param name="folder">The data folder; made when missing.</param>
    /// <param name="cancellationToken">Ends it; the folder holds no database then.</param>
    /// <exception cref="RagException">Conflict: the folder is not empty. Else the backup is damaged, or the disk failed.</exception>
    public async Task<RestoreReport> RunAsync(string name, RestorePlan plan, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using DataFolderLock held = DataFolderLock.Take(folder);
        Empty(folder);
        string staging = Path.Combine(folder, Staging);
        Directory.CreateDirectory(staging);
        DurableFile.FlushFolder(folder);
        StoreRestore restore = new(destination);
        RestoreReport report = await restore.RunAsync(
            name,
            plan,
            version => Task.FromResult<Storage.Relational.Copying.IRowTarget>(SqliteRowTarget.Create(staging, version, cipher, time)),
            cancellationToken
        );
        // A collection is restored alone: the models' list is the installation's.
        int files = plan.Collection is null ? await restore.WriteFilesAsync(name, staging, cancellationToken) : 0;
        cancellationToken.ThrowIfCancellationRequested();
        Move(staging, folder);
        return report with { Files = files };
    }

    /// <summary>Restores a backup's files alone, beside a store that is elsewhere; none where the folder has models already.</summary>
    /// <param name="name">The backup.</param>
    /// <param name="folder">The data folder; made when missing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many files there were.</returns>
    /// <exception cref="RagException">A part is damaged.</exception>
    public async Task<int> RunFilesAsync(string name, string folder, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Path.Combine(folder, "models")))
            return 0;
        Directory.CreateDirectory(folder);
        int files = await new StoreRestore(destination).WriteFilesAsync(name, folder, cancellationToken);
        FlushFolders(folder);
        return files;
    }

    private static void Empty(string folder)
    {
        string[] entries = [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path))];
        string[] strange = [.. entries.Except(Harmless).Where(entry => entry != Staging)];
        bool wasBegun = entries.Contains(Staging) && !entries.Contains(Database);
        if (strange.Length > 0 && !wasBegun)
        {
            throw new RagException(
                ErrorKind.Conflict,
                "not-empty",
                $"The folder '{folder}' is not empty (it holds '{strange[0]}'): restore into an empty one, so that nothing of it is lost."
            );
        }

        // The sign that all of it may go is removed last.
        foreach (string entry in strange.Append(Staging))
        {
            string path = Path.Combine(folder, entry);
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }
    }

    private static void Move(string staging, string folder)
    {
        string[] entries = [.. Directory.EnumerateFileSystemEntries(staging).Select(path => Path.GetFileName(path))];
        FlushFolders(staging);
        foreach (string entry in entries.Except([.. Harmless, Database]))
            Directory.Move(Path.Combine(staging, entry), Path.Combine(folder, entry));
        DurableFile.FlushFolder(folder);
        File.Move(Path.Combine(staging, Database), Path.Combine(folder, Database));
        DurableFile.FlushFolder(folder);
        Directory.Delete(staging, recursive: true);
    }

    private static void FlushFolders(string folder)
    {
        foreach (string below in Directory.EnumerateDirectories(folder))
            FlushFolders(below);
        DurableFile.FlushFolder(folder);
    }
}

using System.Security.Cryptography;
using RagCluster.Backup.Destinations;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Rows;
using RagCluster.Storage;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Relational.Copying;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Backup.Restoring;

/// <summary>
/// Restores a backup beside everything that is in use, opens what came back as a server would, and compares it with the backup: each
/// table's rows and each file by SHA-256, and what the store says of itself. Always with SQLite, whatever engine the backup is of: its
/// rows are the same bytes on both.
/// </summary>
/// <param name="destination">Where the backup is.</param>
/// <param name="cipher">The form in which the restored store keeps its values: one that encrypts where the backup is encrypted.</param>
/// <param name="time">The clock.</param>
public sealed class TrialRestore(BackupDestination destination, ContentCipher cipher, TimeProvider time)
{
    private readonly ContentCipher _cipher =
        destination.Key is null || cipher.Active is not null
            ? cipher
            : throw new ArgumentException("The backup is encrypted: give a cipher that encrypts.", nameof(cipher));

    /// <summary>Restores and compares.</summary>
    /// <param name="name">The backup.</param>
    /// <param name="folder">An empty folder; who gave it removes it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Corpus.Errors.RagException">
    /// The backup is missing or damaged, or what came back differs: the message names the part, the table or the file.
    /// </exception>
    public async Task<TrialReport> RunAsync(string name, string folder, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        RestoreReport restored = await new FolderRestore(destination, _cipher, time).RunAsync(
            name,
            RestorePlan.Everything,
            folder,
            cancellationToken
        );
        TimeSpan took = time.GetElapsedTime(began);
        bool isSame = await CompareAsync(name, folder, cancellationToken);
        return new TrialReport(restored, took.TotalSeconds, isSame ? restored.Rows : 0);
    }

    /// <summary>Compares what a folder holds with a backup.</summary>
    /// <returns>False where rows can't be compared, because opening the store has changed its schema.</returns>
    internal async Task<bool> CompareAsync(string name, string folder, CancellationToken cancellationToken)
    {
        BackupManifest manifest = await destination.ReadManifestAsync(name, cancellationToken);
        BackupReader reader = new(destination, manifest);
        foreach (string path in reader.Files)
            await CompareFileAsync(reader, path, Path.Combine(folder, path), cancellationToken);
        Dictionary<string, string> expected = await DigestsAsync(reader, cancellationToken);
        await using SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(
            new SqliteStoreOptions { DataFolder = folder, DiskReserveBytes = 0 },
            _cipher,
            time,
            cancellationToken
        );
        bool isSame = await store.SnapshotAsync(snapshot => Task.FromResult(Compare(snapshot, manifest, expected)), cancellationToken);
        StoreReport health = await store.CheckAsync(false, cancellationToken);
        return health.Findings.Length == 0
            ? isSame
            : throw BackupFailure.Damaged(name, $"came back as a store with faults, the first: {health.Findings[0]}");
    }

    // By table; a table without rows is not among them.
    private static async Task<Dictionary<string, string>> DigestsAsync(BackupReader reader, CancellationToken cancellationToken)
    {
        Dictionary<string, string> digests = new(StringComparer.Ordinal);
        foreach (TableShape table in CopiedTables.All)
        {
            RowDigest? digest = null;
            await foreach ((TableShape read, List<object?[]> rows) in reader.RowsAsync(RestorePlan.Everything, [table], cancellationToken))
            {
                digest ??= new RowDigest(read);
                rows.ForEach(digest.Add);
            }

            if (digest is null)
                continue;
            digests[table.Name] = digest.Complete();
            digest.Dispose();
        }

        return digests;
    }

    private static bool Compare(RowSnapshot snapshot, BackupManifest manifest, Dictionary<string, string> expected)
    {
        if (snapshot.SchemaVersion != manifest.SchemaVersion)
            return false;
        foreach (TableShape table in CopiedTables.All)
        {
            using RowDigest digest = new(table);
            bool isEmpty = true;
            foreach (object?[] row in snapshot.Read(table))
            {
                digest.Add(row);
                isEmpty = false;
            }

            if ((isEmpty ? null : digest.Complete()) != expected.GetValueOrDefault(table.Name))
                throw BackupFailure.Damaged($"{manifest.Name}, table {table.Name},", "came back with other rows than the backup holds");
        }

        return true;
    }

    private static async Task CompareFileAsync(BackupReader reader, string path, string restored, CancellationToken cancellationToken)
    {
        using IncrementalHash expected = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (byte[] piece in reader.FileAsync(path, cancellationToken))
            expected.AppendData(piece);
        await using FileStream file = File.OpenRead(restored);
        byte[] actual = await SHA256.HashDataAsync(file, cancellationToken);
        if (!actual.AsSpan().SequenceEqual(expected.GetHashAndReset()))
            throw BackupFailure.Damaged(path, "came back with other bytes than the backup holds");
    }
}

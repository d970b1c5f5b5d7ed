using System.Globalization;
using System.Security.Cryptography;
using RagCluster.Backup.Destinations;
using RagCluster.Backup.Rows;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Relational.Copying;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Backup.Restoring;

/// <summary>
/// Restores a backup aside, opens it as a server would, and compares every row and file there with the backup: that its parts can be read
/// says nothing of what a restore makes of them.
/// </summary>
/// <param name="destination">Where the backup is.</param>
/// <param name="time">The clock.</param>
public sealed class RestoreTrial(BackupDestination destination, TimeProvider time)
{
    /// <summary>Restores and compares.</summary>
    /// <param name="name">The backup.</param>
    /// <param name="folder">An empty folder, or one that is not there; what it then holds is the caller's to remove.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RagException">
    /// Unavailable: a part is damaged, or what was restored differs, and the message says what. Conflict: the folder is not empty.
    /// </exception>
    public async Task<RestoreTrialReport> RunAsync(string name, string folder, CancellationToken cancellationToken)
    {
        RestoreReport restored = await new FolderRestore(destination, time).RunAsync(
            name,
            RestorePlan.Everything,
            folder,
            cancellationToken
        );
        string checksum = await CompareAsync(name, folder, cancellationToken);
        return new RestoreTrialReport(name, restored.Rows, restored.Files, checksum);
    }

    /// <summary>Compares a data folder with a backup.</summary>
    /// <returns>The SHA-256 over all rows.</returns>
    internal async Task<string> CompareAsync(string name, string folder, CancellationToken cancellationToken)
    {
        BackupReader reader = new(destination, await destination.ReadManifestAsync(name, cancellationToken));
        await CompareFilesAsync(reader, folder, cancellationToken);
        SqliteStoreOptions options = new() { DataFolder = folder };
        await using SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(options, time, cancellationToken);
        return await store.SnapshotAsync(snapshot => CompareRowsAsync(reader, snapshot, cancellationToken), cancellationToken);
    }

    private static async Task<string> CompareRowsAsync(BackupReader reader, RowSnapshot restored, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (TableShape table in CopiedTables.All)
        {
            using IEnumerator<object?[]> rows = restored.Read(table).GetEnumerator();
            await foreach ((_, List<object?[]> part) in reader.RowsAsync(RestorePlan.Everything, [table], cancellationToken))
            {
                foreach (object?[] row in part)
                {
                    byte[] expected = BytesOf(table, row);
                    if (!rows.MoveNext() || !expected.AsSpan().SequenceEqual(BytesOf(table, rows.Current)))
                        throw Differs($"the row {AddressOf(table, row)} of table {table.Name}");
                    hash.AppendData(expected);
                }
            }

            if (rows.MoveNext())
                throw Differs($"the row {AddressOf(table, rows.Current)} of table {table.Name}, which the backup has not");
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static async Task CompareFilesAsync(BackupReader reader, string folder, CancellationToken cancellationToken)
    {
        foreach (string path in reader.Files)
        {
            await using FileStream file = File.OpenRead(Path.Combine(folder, path));
            await foreach (byte[] piece in reader.FileAsync(path, cancellationToken))
            {
                byte[] restored = new byte[piece.Length];
                int length = await file.ReadAtLeastAsync(restored, piece.Length, throwOnEndOfStream: false, cancellationToken);
                if (length < piece.Length || !piece.AsSpan().SequenceEqual(restored))
                    throw Differs($"the file {path}");
            }

            if (file.Position < file.Length)
                throw Differs($"the file {path}");
        }
    }

    private static byte[] BytesOf(TableShape table, object?[] row)
    {
        RowEncoder encoder = new(table.Name, table.Columns);
        encoder.Add(row);
        return encoder.Complete();
    }

    private static string AddressOf(TableShape table, object?[] row) =>
        string.Join('/', table.Address.Select(column => Convert.ToString(row[table.At(column)], CultureInfo.InvariantCulture)));

    private static RagException Differs(string what) =>
        new(ErrorKind.Unavailable, "restore-differs", $"The backup was restored aside, and {what} came back otherwise.");
}

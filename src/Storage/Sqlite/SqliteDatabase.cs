using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Files;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Sqlite.Migrations;
using RagCluster.Storage.Sqlite.Writing;

namespace RagCluster.Storage.Sqlite;

/// <summary>An open data folder: its lock, its writer and its readers.</summary>
internal sealed class SqliteDatabase : ISqlDatabase
{
    /// <summary>The database's file name in the data folder.</summary>
    public const string FileName = "ragcluster.db";

    private readonly DataFolderLock _lock;
    private readonly ReaderPool _readers;
    private int _disposed;

    private SqliteDatabase(DataFolderLock folderLock, GroupCommitWriter writer, ReaderPool readers)
    {
        _lock = folderLock;
        Writer = writer;
        _readers = readers;
    }

    /// <summary>The one that writes.</summary>
    public GroupCommitWriter Writer { get; }

    /// <summary>Opens a data folder, brings it to the newest schema and makes everything that was left in the write-ahead log durable.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="RagException">Unavailable: the folder is in use, damaged or of a newer build, or its disk failed.</exception>
    public static SqliteDatabase Open(SqliteStoreOptions options, TimeProvider time)
    {
        options.Validate();
        string folder = Path.GetFullPath(options.DataFolder);
        DataFolderLock folderLock = DataFolderLock.Take(folder);
        SqliteSession? session = null;
        try
        {
            string path = Path.Combine(folder, FileName);
            session = SqliteSession.OpenWriter(path);
            SchemaMigrator.Migrate(session, time);
            JobRows.DropFinished(session, time.GetUtcNow() - options.JobRetention);
            CopyLog(session);
            FlushEntries(folder);
            RequireWriteAheadLog(path);
            return new SqliteDatabase(folderLock, new GroupCommitWriter(session, options), new ReaderPool(path, options.ReaderCount));
        }
        catch (Exception error)
        {
            session?.Dispose();
            folderLock.Dispose();
            throw Explain(error, folder);
        }
    }

    /// <inheritdoc/>
    public string? SealedReason => Writer.SealedReason;

    /// <inheritdoc/>
    public Task<T> ReadAsync<T>(Func<SqlSession, T> query, CancellationToken cancellationToken) =>
        _readers.ReadAsync(query, cancellationToken);

    // One thread writes: no two changes overlap, whatever their scope.
    /// <inheritdoc/>
    public Task<T> WriteAsync<T>(string scope, Func<SqlSession, T> body, long bytes, CancellationToken cancellationToken) =>
        Writer.WriteAsync(body, bytes, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        // The lock goes last: nobody may open the folder while a write is under way.
        using DataFolderLock folderLock = _lock;
        await _readers.DisposeAsync();
        try
        {
            await Writer.DisposeAsync();
        }
        catch (SqliteException error)
        {
            throw SqliteFailure.Translate(error);
        }
    }

    // A process that died after a failed flush leaves pages that the kernel shows but the disk may not have. Copying the whole
    // log and flushing the database writes them again, before anything new is acknowledged on top of them.
    private static void CopyLog(SqliteSession session)
    {
        if (!session.Checkpoint(truncate: true))
        {
            throw new RagException(ErrorKind.Unavailable, "storage-locked", "Another program reads the database. Stop it and start again.");
        }

        session.TakePagesWritten();
    }

    // SQLite ignores a failed flush of the folder that holds its new files. A change of the folder makes the kernel write its
    // entries once more, whatever became of the first attempt, and this flush is looked at.
    private static void FlushEntries(string folder)
    {
        string marker = Path.Combine(folder, "opening");
        File.WriteAllBytes(marker, []);
        File.Delete(marker);
        DurableFile.FlushFolder(folder);
    }

    // A flush that fails while SQLite changes to the write-ahead log is no error of that statement: the old mode just stays, and
    // with it another idea of what a commit is. Asked on a new connection, since the old one answers from memory.
    private static void RequireWriteAheadLog(string path)
    {
        using SqliteSession reader = SqliteSession.OpenReader(path);
        string mode = reader.First("PRAGMA journal_mode", row => row.GetString(0)) ?? "";
        if (mode != "wal")
        {
            throw new RagException(
                ErrorKind.Unavailable,
                StorageFailure.UnavailableCode,
                $"The database {path} could not be put into write-ahead logging (its journal mode is '{mode}'): its disk failed. Check the disk and start again."
            );
        }
    }

    private static Exception Explain(Exception error, string folder) =>
        error switch
        {
            SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT } damaged => new RagException(
                ErrorKind.Unavailable,
                StorageFailure.CorruptCode,
                $"The file '{FileName}' in the data folder '{folder}' is not a database or is damaged. Restore a backup there, or set RAG__Storage__DataFolder to another folder.",
                null,
                damaged
            ),
            SqliteException sqlite => SqliteFailure.Translate(sqlite),
            IOException io => SqliteFailure.Unavailable(io),
            _ => error,
        };
}

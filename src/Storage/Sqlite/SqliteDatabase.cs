using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Files;
using RagCluster.Storage.Relational.Sessions;
using RagCluster.Storage.Sqlite.Sessions;
using RagCluster.Storage.Sqlite.Writing;

namespace RagCluster.Storage.Sqlite;

/// <summary>
/// An open data folder: its lock and its database. A database that is found malformed while it is open is closed, set right and opened
/// again (<see cref="RebuildAsync"/>); who reads or writes meanwhile waits for that.
/// </summary>
internal sealed class SqliteDatabase : ISqlDatabase
{
    /// <summary>The database's file name in the data folder.</summary>
    public const string FileName = "ragcluster.db";

    private readonly DataFolderLock _lock;
    private readonly SqliteStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly DamageLedger _damage;
    private readonly string _folder;
    private volatile SqliteFile _file;
    private volatile Task _opened = Task.CompletedTask;
    private volatile string? _lostReason;
    private int _disposed;

    private SqliteDatabase(DataFolderLock folderLock, SqliteFile file, SqliteStoreOptions options, TimeProvider time, DamageLedger damage)
    {
        _options = options;
        _time = time;
        _damage = damage;
        _folder = Path.GetFullPath(options.DataFolder);
        _lock = folderLock;
        _file = file;
        Follow(file);
    }

    /// <summary>Raised once, when the disk failed and nothing can be written until a restart. The argument says what failed.</summary>
    public event Action<string>? Sealed;

    /// <summary>The one that writes.</summary>
    public GroupCommitWriter Writer => _file.Writer;

    /// <summary>
    /// Whether the database may hold other rows than were written, or lack some: every one is to be read before anybody relies on it.
    /// </summary>
    public bool IsInDoubt => _file.IsInDoubt;

    /// <summary>
    /// Opens a data folder, brings it to the newest schema and makes everything that was left in the write-ahead log durable.
    /// </summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="damage">Takes what is found damaged.</param>
    /// <exception cref="RagException">Unavailable: the folder is in use, damaged or of a newer build, or its disk failed.</exception>
    public static SqliteDatabase Open(SqliteStoreOptions options, TimeProvider time, DamageLedger damage)
    {
        options.Validate();
        string folder = Path.GetFullPath(options.DataFolder);
        DataFolderLock folderLock = DataFolderLock.Take(folder);
        try
        {
            return new SqliteDatabase(folderLock, SqliteFile.Open(options, time, damage, isInDoubt: false), options, time, damage);
        }
        catch (Exception error)
        {
            folderLock.Dispose();
            throw Explain(error, folder);
        }
    }

    /// <inheritdoc/>
    public string? SealedReason => _lostReason ?? Writer.SealedReason;

    /// <inheritdoc/>
    public Task<T> ReadAsync<T>(Func<SqlSession, T> query, CancellationToken cancellationToken) =>
        UseAsync(file => file.ReadAsync(query, cancellationToken), cancellationToken);

    // A connection of its own, since it is kept for minutes. The write-ahead log grows meanwhile by what is written: it can't be used
    // again from its begin while somebody reads what was there before.
    /// <inheritdoc/>
    public async Task<T> SnapshotAsync<T>(Func<SqlSession, Task<T>> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using SqliteSession session = SqliteSession.OpenReader(Path.Combine(_folder, FileName));
            session.ExecuteScript("BEGIN");
            return await read(session);
        }
        catch (SqliteException error)
        {
            throw SqliteFailure.Translate(error);
        }
    }

    /// <inheritdoc/>
    public Task<T> FreeAsync<T>(string scope, Func<SqlSession, T> body, CancellationToken cancellationToken) =>
        UseAsync(file => file.Writer.FreeAsync(body, cancellationToken), cancellationToken);

    // Pages that deletions emptied are used again before the file grows.
    /// <inheritdoc/>
    public async Task<DiskUsage?> MeasureDiskAsync(CancellationToken cancellationToken)
    {
        DiskUsage disk = DiskUsage.Of(_folder);
        if (disk.Share < _options.DiskShareMax)
        {
            return disk;
        }

        long empty = await ReadAsync(session => ((SqliteSession)session).EmptyBytes(), cancellationToken);
        return new DiskUsage(disk.UsedBytes - empty, disk.FreeBytes + empty);
    }

    /// <inheritdoc/>
    public async Task RequireSpaceAsync(CancellationToken cancellationToken)
    {
        if (await MeasureDiskAsync(cancellationToken) is { } disk && disk.Share >= _options.DiskShareMax)
        {
            throw StorageFailure.NearlyFull(disk, _options.DiskShareMax);
        }
    }

    // One thread writes: no two changes overlap, whatever their scope.
    /// <inheritdoc/>
    public Task<T> WriteAsync<T>(string scope, Func<SqlSession, T> body, long bytes, CancellationToken cancellationToken) =>
        UseAsync(file => file.Writer.WriteAsync(body, bytes, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> RebuildAsync()
    {
        TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _opened = opened.Task;
        try
        {
            await CloseAsync(_file);
            _file = await Task.Run(() => SqliteFile.Open(_options, _time, _damage, isInDoubt: true));
            Follow(_file);
            return true;
        }
        catch (Exception error)
        {
            // Nothing is open any more: who comes now hears it, and a restart tries again.
            Exception told = Explain(error, _folder);
            _lostReason = told.Message;
            Sealed?.Invoke(told.Message);
            throw told;
        }
        finally
        {
            opened.SetResult();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        // The lock goes last: nobody may open the folder while a write is under way.
        using DataFolderLock folderLock = _lock;
        await _opened;
        if (_lostReason is not null)
        {
            return;
        }

        try
        {
            await _file.DisposeAsync();
        }
        catch (SqliteException error)
        {
            throw SqliteFailure.Translate(error);
        }
    }

    private static async Task CloseAsync(SqliteFile file)
    {
        try
        {
            await file.CloseAsync();
        }
        catch (SqliteException)
        {
            // What could not be copied into a malformed database stands in its log, and is read from there.
        }
    }

    private void Follow(SqliteFile file) => file.Writer.Sealed += reason => Sealed?.Invoke(reason);

    private async Task<T> UseAsync<T>(Func<SqliteFile, Task<T>> use, CancellationToken cancellationToken)
    {
        while (true)
        {
            await _opened.WaitAsync(cancellationToken);
            if (_lostReason is not null)
            {
                throw SqliteFailure.Unavailable(null);
            }

            SqliteFile file = _file;
            if (!file.TryEnter())
            {
                continue;
            }

            try
            {
                return await use(file);
            }
            finally
            {
                file.Leave();
            }
        }
    }

    private static Exception Explain(Exception error, string folder) =>
        error switch
        {
            SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT } damaged => new RagException(
                ErrorKind.Unavailable,
                StorageFailure.CorruptCode,
                $"The file '{FileName}' in the data folder '{folder}' is not a database or is damaged. Restore a backup there, "
                    + $"or set RAG__Storage__DataFolder to another folder.",
                null,
                damaged
            ),
            SqliteException sqlite => SqliteFailure.Translate(sqlite),
            IOException io => SqliteFailure.Unavailable(io),
            _ => error,
        };
}

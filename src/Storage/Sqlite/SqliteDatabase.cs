using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Files;
using RagCluster.Storage.Relational.Sessions;
using RagCluster.Storage.Sqlite.Compacting;
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
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _compacting = new(1);
    private readonly SemaphoreSlim _reopening = new(1);
    private volatile Task _opened = Task.CompletedTask;
    private volatile Task _writable = Task.CompletedTask;
    private int _snapshots;
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
            if (DataFolderFault.Find(folder, options.ShardsFolder) is { } fault)
                throw new RagException(ErrorKind.Unavailable, RagException.CorruptCode, fault);
            return new SqliteDatabase(folderLock, SqliteFile.Open(options, time, damage, isInDoubt: false), options, time, damage);
        }
        catch (Exception error)
        {
            folderLock.Dispose();
            throw ExplainOpening(error, folder);
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
        Interlocked.Increment(ref _snapshots);
        try
        {
            await _opened.WaitAsync(cancellationToken);
            using SqliteSession session = SqliteSession.OpenReader(Path.Combine(_folder, FileName));
            session.ExecuteScript("BEGIN");
            return await read(session);
        }
        catch (SqliteException error)
        {
            throw SqliteFailure.Translate(error);
        }
        finally
        {
            Interlocked.Decrement(ref _snapshots);
        }
    }

    /// <inheritdoc/>
    public async Task<T> FreeAsync<T>(string scope, Func<SqlSession, T> body, CancellationToken cancellationToken)
    {
        await _writable.WaitAsync(cancellationToken);
        return await UseAsync(file => file.Writer.FreeAsync(body, cancellationToken), cancellationToken);
    }

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
    public async Task<T> WriteAsync<T>(string scope, Func<SqlSession, T> body, long bytes, CancellationToken cancellationToken)
    {
        await _writable.WaitAsync(cancellationToken);
        return await UseAsync(file => file.Writer.WriteAsync(body, bytes, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Compaction?> CompactAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        cancellationToken = either.Token;
        await _compacting.WaitAsync(cancellationToken);
        try
        {
            // Where nobody happens to write meanwhile, nobody waits.
            if (await TryCompactAsync(cancellationToken) is { } quiet)
                return quiet;
            TaskCompletionSource writable = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _writable = writable.Task;
            try
            {
                // Behind every write that was let in before.
                await UseAsync(file => file.Writer.WriteAsync(_ => true, 0, cancellationToken), cancellationToken);
                return await TryCompactAsync(cancellationToken) ?? throw CompactFailure.Busy();
            }
            finally
            {
                writable.SetResult();
            }
        }
        finally
        {
            _compacting.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<bool> RebuildAsync()
    {
        await ReopenAsync(isInDoubt: true, CloseAsync);
        return true;
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
        await _closing.CancelAsync();
        await _compacting.WaitAsync();
        await _opened;
        _closing.Dispose();
        _compacting.Dispose();
        _reopening.Dispose();
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

    // Null when something was written meanwhile.
    private async Task<Compaction?> TryCompactAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _snapshots) > 0)
            throw CompactFailure.Busy();
        if (SealedReason is not null)
            throw SqliteFailure.Unavailable(null);
        string path = Path.Combine(_folder, FileName);
        SqliteFile file = _file;
        long written = file.Writer.PagesWritten;
        long before = new FileInfo(path).Length;
        CompactFailure.RequireRoom(DiskUsage.Of(_folder), before, _options.DiskShareMax);
        try
        {
            long after = await Task.Run(() => CompactCopy.Make(path, cancellationToken), cancellationToken);
            return file.Writer.PagesWritten == written && await TryPublishAsync(path, file, written) ? new Compaction(before, after) : null;
        }
        catch (Exception error) when (error is SqliteException or IOException)
        {
            throw CompactFailure.Explain(error);
        }
        finally
        {
            CompactCopy.RemovePart(path);
        }
    }

    // Whoever comes meanwhile waits: for renames, and for the reading of the sums.
    private async Task<bool> TryPublishAsync(string path, SqliteFile copied, long written)
    {
        bool isPublished = false;
        IOException? failure = null;
        await ReopenAsync(
            isInDoubt: false,
            async file =>
            {
                await file.CloseAsync();
                // A store that is sealed stays so until a restart.
                if (file.Writer.SealedReason is not null)
                    throw SqliteFailure.Unavailable(null);
                bool isSame = ReferenceEquals(file, copied) && file.Writer.PagesWritten == written && Volatile.Read(ref _snapshots) == 0;
                // The file must hold everything, or the log that goes would be missed.
                if (!isSame || new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
                    return;
                try
                {
                    CompactCopy.Publish(path);
                    isPublished = true;
                }
                catch (IOException error)
                {
                    // Opening finishes it, or finds the file as it was.
                    failure = error;
                }
            }
        );
        return failure is null ? isPublished : throw failure;
    }

    // Closes the file, has something done to it, and opens it again.
    private async Task ReopenAsync(bool isInDoubt, Func<SqliteFile, Task> close)
    {
        await _reopening.WaitAsync();
        TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _opened = opened.Task;
        try
        {
            await close(_file);
            _file = await Task.Run(() => SqliteFile.Open(_options, _time, _damage, isInDoubt));
            Follow(_file);
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
            _reopening.Release();
            opened.SetResult();
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

    private static Exception ExplainOpening(Exception error, string folder) =>
        error switch
        {
            SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN } refused => Denied(
                folder,
                FindRefused(folder) ?? refused
            ),
            IOException full when FullDisk.Is(full) => StorageFailure.Full(full),
            IOException io => new RagException(
                ErrorKind.Unavailable,
                StorageFailure.UnavailableCode,
                $"The data folder '{folder}' can't be used ({io.Message}). Set that right and start again.",
                null,
                io
            ),
            _ => Explain(error, folder),
        };

    // SQLite does not say which of the files it was.
    private static Exception? FindRefused(string folder)
    {
        foreach (string path in new[] { "", "-wal", "-shm" }.Select(suffix => Path.Combine(folder, FileName + suffix)))
        {
            try
            {
                using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (FileNotFoundException)
            {
                // The log is made when the database is opened.
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                return refused;
            }
        }

        return null;
    }

    private static RagException Denied(string folder, Exception cause) =>
        new(
            ErrorKind.Unavailable,
            RagException.DeniedCode,
            $"The data folder '{folder}' can't be used: {cause.Message} Give the user who runs the server the right to read and write "
                + "there, and move a folder away that stands in a file's place.",
            null,
            cause
        );

    private static Exception Explain(Exception error, string folder) =>
        error switch
        {
            SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT } damaged => new RagException(
                ErrorKind.Unavailable,
                RagException.CorruptCode,
                $"The file '{FileName}' in the data folder '{folder}' is not a database or is damaged. Restore a backup "
                    + $"into an empty folder ('rag restore'), or set RAG__Storage__DataFolder to another one.",
                null,
                damaged
            ),
            SqliteException sqlite => SqliteFailure.Translate(sqlite),
            IOException io => SqliteFailure.Unavailable(io),
            UnauthorizedAccessException denied => Denied(folder, denied),
            _ => error,
        };
}

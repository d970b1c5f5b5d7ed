using System.Diagnostics;
using Microsoft.Data.Sqlite;
using RagCluster.Storage.Files;
using RagCluster.Storage.Relational.Sessions;
using RagCluster.Storage.Relational.Writing;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Storage.Sqlite.Writing;

/// <summary>
/// The one thread that writes. It takes every write that waits, runs each in a savepoint of one shared transaction, commits
/// once (one flush of the write-ahead log) and only then tells the callers: group commit as in DeWitt et al., "Implementation
/// Techniques for Main Memory Database Systems", SIGMOD 1984.
/// Invariant: nothing is acknowledged after a flush, write or checkpoint failed. The kernel may have dropped the pages of a
/// failed flush and report success the next time, so the store is sealed for the life of the process instead of trying again;
/// opening it anew copies the whole write-ahead log into the database first.
/// </summary>
internal sealed class GroupCommitWriter : IAsyncDisposable
{
    private const int PageBytes = 4096;
    private static readonly TimeSpan RoomPause = TimeSpan.FromSeconds(1);
    private readonly WriteQueue _queue;
    private readonly int _checkpointPages;
    private readonly SqliteSession _session;
    private readonly Checkpointer _checkpointer;
    private readonly DiskReserve _reserve;
    private readonly Task _loop;
    private long _triedAt;
    private long _pagesInLog;
    private long _pagesForCheckpoint;
    private long _pagesWritten;
    private volatile string? _sealedReason;

    /// <summary>Starts the writer's thread.</summary>
    /// <param name="checkpointer">The connection; the writer owns it.</param>
    /// <param name="options">The limits.</param>
    /// <param name="reserve">Space for what frees some on a full disk.</param>
    public GroupCommitWriter(Checkpointer checkpointer, SqliteStoreOptions options, DiskReserve reserve)
    {
        _session = checkpointer.Session;
        _checkpointer = checkpointer;
        _reserve = reserve;
        _queue = new WriteQueue(new WriteLimits(options.QueueLimit, options.QueueBytesMax, options.GroupCountMax, options.GroupBytesMax));
        // A full disk must have room for the log's copy when the reserve is given up.
        _checkpointPages = (int)
            Math.Min(options.CheckpointPages, reserve.Bytes > 0 ? Math.Max(1, reserve.Bytes / (2 * PageBytes)) : options.CheckpointPages);
        _pagesForCheckpoint = _checkpointPages;
        // A savepoint keeps aside the pages that it changes, few of which are not new: past 64 KiB in a file that each commit makes anew.
        _session.ExecuteScript("PRAGMA temp_store = MEMORY;");
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Raised once, on the writer's thread, when the store is sealed.</summary>
    public event Action<string>? Sealed;

    /// <summary>Why nothing can be written until a restart; null while writing works.</summary>
    public string? SealedReason => _sealedReason;

    /// <summary>Pages that were written since it was opened: while it stays the same, nothing is committed.</summary>
    public long PagesWritten => Volatile.Read(ref _pagesWritten);

    /// <summary>Queues a write and waits until it is on disk.</summary>
    /// <param name="body">Makes the change; an exception undoes this write only.</param>
    /// <param name="bytes">Bytes that the write holds in memory.</param>
    /// <param name="cancellationToken">Ends the wait. A write that has begun is still committed.</param>
    /// <exception cref="Corpus.Errors.RagException">Overloaded: too many writes wait. Unavailable: the disk failed or is full.</exception>
    public Task<T> WriteAsync<T>(Func<SqlSession, T> body, long bytes, CancellationToken cancellationToken)
    {
        return AddAsync(new ResultWrite<T>(body, cancellationToken) { Scope = "", Bytes = bytes }, cancellationToken);
    }

    /// <summary>
    /// Queues a write that frees space, or that such a one needs, and waits until it is on disk: it may take the space that is kept back.
    /// </summary>
    /// <param name="body">Makes the change; an exception undoes this write only. It runs again when it met a full disk.</param>
    /// <param name="cancellationToken">Ends the wait. A write that has begun is still committed.</param>
    /// <exception cref="Corpus.Errors.RagException">Overloaded: too many writes wait. Unavailable: the disk failed or is full.</exception>
    public Task<T> FreeAsync<T>(Func<SqlSession, T> body, CancellationToken cancellationToken) =>
        AddAsync(
            new ResultWrite<T>(body, cancellationToken)
            {
                Scope = "",
                Bytes = 0,
                MayUseReserve = true,
            },
            cancellationToken
        );

    /// <summary>Writes what waits, checkpoints and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        try
        {
            await _loop;
        }
        finally
        {
            _checkpointer.Dispose();
            _queue.Dispose();
        }
    }

    private Task<T> AddAsync<T>(ResultWrite<T> request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_sealedReason is not null)
        {
            throw SqliteFailure.Unavailable(null);
        }

        _queue.Add(request);
        return request.Outcome.WaitAsync(cancellationToken);
    }

    private void Run()
    {
        List<WriteRequest> group = [];
        bool finished = false;
        try
        {
            while (_queue.TakeGroup(group))
            {
                group.RemoveAll(request => request.CancelIfAsked());
                if (_sealedReason is not null)
                {
                    RejectAll(group, SqliteFailure.Unavailable(null));
                }
                else if (group.Count > 0)
                {
                    Commit(group);
                }

                group.Clear();
            }

            finished = true;
        }
        finally
        {
            if (!finished)
            {
                RejectWaiting(group);
            }
        }

        if (_sealedReason is null)
        {
            CopyLog();
        }
    }

    // Only a fault in this class leads here. Callers must not wait for a writer that is gone.
    private void RejectWaiting(List<WriteRequest> group)
    {
        _sealedReason ??= "The writer ended unexpectedly.";
        _queue.Close();
        do
        {
            RejectAll(group, SqliteFailure.Unavailable(null));
            group.Clear();
        } while (_queue.TakeGroup(group));
    }

    private void Commit(List<WriteRequest> group)
    {
        StorageMeter.GroupSize.Record(group.Count);
        if (TryCommit(group) is not { } error)
        {
            return;
        }

        List<WriteRequest> small = SqliteFailure.IsFull(error) ? TakeSmall(group) : [];
        bool mayTryAgain = small.Count > 0 && (_reserve.Release() || group.Count > 0);
        RejectAll(group, SqliteFailure.Translate(error));
        SqliteException? final = mayTryAgain ? TryCommit(small) : error;
        if (final is not null)
        {
            RejectAll(small, SqliteFailure.Translate(final));
        }
    }

    // What frees space must not fail with what takes it: alone, and with the space that is kept back, it may succeed. So may what finds its
    // place in pages that deletions emptied, since it needs the disk only until the log is copied.
    private List<WriteRequest> TakeSmall(List<WriteRequest> group)
    {
        long room = Math.Min(_session.EmptyBytes(), _reserve.Bytes) / 2;
        List<WriteRequest> small = group.FindAll(request => request.MayUseReserve || request.Bytes < room);
        group.RemoveAll(small.Contains);
        return small;
    }

    // Null when the group is on disk; else nothing of it is. Writes that fail for themselves leave the group.
    private SqliteException? TryCommit(List<WriteRequest> group)
    {
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
            for (int i = 0; i < group.Count; )
            {
                if (TryRun(group[i]))
                {
                    i++;
                }
                else
                {
                    group.RemoveAt(i);
                }
            }

            long started = Stopwatch.GetTimestamp();
            _session.Execute("COMMIT");
            StorageMeter.CommitDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
            CheckpointIfDue();
        }
        catch (SqliteException error)
        {
            if (SqliteFailure.Seals(error))
            {
                Seal(error);
            }

            Rollback();
            return error;
        }

        foreach (WriteRequest request in group)
        {
            request.Acknowledge();
        }

        return null;
    }

    private bool TryRun(WriteRequest request)
    {
        _session.Execute("SAVEPOINT request");
        try
        {
            request.Run(_session);
            _session.Execute("RELEASE request");
            return true;
        }
        catch (Exception error) when (!SqliteFailure.IsShared(error) && _session.InTransaction)
        {
            // The caller gets the error; the others of the group must not.
            _session.Execute("ROLLBACK TO request");
            _session.Execute("RELEASE request");
            request.Reject(error is SqliteException sqlite ? SqliteFailure.Translate(sqlite) : error);
            return false;
        }
    }

    private void CheckpointIfDue()
    {
        int pages = _session.TakePagesWritten();
        Volatile.Write(ref _pagesWritten, _pagesWritten + pages);
        _pagesInLog += pages;
        bool makesRoom = LacksRoom();
        if (_pagesInLog < _pagesForCheckpoint && !makesRoom)
        {
            return;
        }

        // Copying as far as readers allow never waits. A log that readers held for long is cut by waiting for them, and so is one on a full
        // disk.
        bool truncate = _pagesInLog >= 16L * _checkpointPages || makesRoom;
        if (TryCheckpoint(truncate))
        {
            _pagesInLog = 0;
        }

        _pagesForCheckpoint = _pagesInLog + _checkpointPages;
    }

    // What was committed is on disk in the log. A full disk only makes its copy wait, which the next process begins with if this one does
    // not come to it.
    private bool TryCheckpoint(bool truncate)
    {
        try
        {
            return _checkpointer.Run(truncate);
        }
        catch (SqliteException full) when (SqliteFailure.IsFull(full))
        {
            return false;
        }
    }

    private void CopyLog()
    {
        if (!TryCheckpoint(truncate: true) && _reserve.Release())
        {
            TryCheckpoint(truncate: true);
        }
    }

    // While the reserve is away, cutting the log is what gives the disk some space back. That is worth a try now and then, not with each
    // commit.
    private bool LacksRoom()
    {
        _reserve.Restore();
        if (!_reserve.IsMissing || Stopwatch.GetElapsedTime(_triedAt) < RoomPause)
        {
            return false;
        }

        _triedAt = Stopwatch.GetTimestamp();
        return true;
    }

    private void Rollback()
    {
        try
        {
            if (_session.InTransaction)
            {
                _session.Execute("ROLLBACK");
            }
        }
        catch (SqliteException error)
        {
            Seal(error);
        }
    }

    private void Seal(SqliteException error)
    {
        StorageMeter.FlushErrors.Add(1);
        if (_sealedReason is null)
        {
            _sealedReason = FormattableString.Invariant($"SQLite error {error.SqliteExtendedErrorCode}: {error.Message}");
            Sealed?.Invoke(_sealedReason);
        }
    }

    private static void RejectAll(List<WriteRequest> group, Exception error)
    {
        foreach (WriteRequest request in group)
        {
            request.Reject(error);
        }
    }
}

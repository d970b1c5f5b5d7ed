using System.Diagnostics;
using Microsoft.Data.Sqlite;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Relational.Writing;

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
    private readonly WriteQueue _queue;
    private readonly SqliteStoreOptions _options;
    private readonly SqliteSession _session;
    private readonly Task _loop;
    private long _pagesInLog;
    private long _pagesForCheckpoint;
    private volatile string? _sealedReason;

    /// <summary>Starts the writer's thread.</summary>
    /// <param name="session">The connection; the writer owns it.</param>
    /// <param name="options">The limits.</param>
    public GroupCommitWriter(SqliteSession session, SqliteStoreOptions options)
    {
        _session = session;
        _options = options;
        _queue = new WriteQueue(new WriteLimits(options.QueueLimit, options.QueueBytesMax, options.GroupCountMax, options.GroupBytesMax));
        _pagesForCheckpoint = options.CheckpointPages;
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Raised once, on the writer's thread, when the store is sealed.</summary>
    public event Action<string>? Sealed;

    /// <summary>Why nothing can be written until a restart; null while writing works.</summary>
    public string? SealedReason => _sealedReason;

    /// <summary>Queues a write and waits until it is on disk.</summary>
    /// <param name="body">Makes the change; an exception undoes this write only.</param>
    /// <param name="bytes">Bytes that the write holds in memory.</param>
    /// <param name="cancellationToken">Ends the wait. A write that has begun is still committed.</param>
    /// <exception cref="Corpus.Errors.RagException">Overloaded: too many writes wait. Unavailable: the disk failed or is full.</exception>
    public Task<T> WriteAsync<T>(Func<SqlSession, T> body, long bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_sealedReason is not null)
        {
            throw SqliteFailure.Unavailable(null);
        }

        ResultWrite<T> request = new(body, cancellationToken) { Scope = "", Bytes = bytes };
        _queue.Add(request);
        return request.Outcome.WaitAsync(cancellationToken);
    }

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
            _session.Dispose();
            _queue.Dispose();
        }
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
            _session.Checkpoint(truncate: true);
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
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
            group.RemoveAll(request => !TryRun(request));
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

            RejectAll(group, SqliteFailure.Translate(error));
            Rollback();
            return;
        }

        foreach (WriteRequest request in group)
        {
            request.Acknowledge();
        }
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
            request.Reject(error);
            return false;
        }
    }

    private void CheckpointIfDue()
    {
        _pagesInLog += _session.TakePagesWritten();
        if (_pagesInLog < _pagesForCheckpoint)
        {
            return;
        }

        // Copying as far as readers allow never waits. A log that readers held for long is cut by waiting for them.
        bool truncate = _pagesInLog >= 16L * _options.CheckpointPages;
        if (_session.Checkpoint(truncate))
        {
            _pagesInLog = 0;
        }

        _pagesForCheckpoint = _pagesInLog + _options.CheckpointPages;
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

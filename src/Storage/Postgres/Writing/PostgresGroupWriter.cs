using System.Diagnostics;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Relational.Sessions;
using RagCluster.Storage.Relational.Writing;

namespace RagCluster.Storage.Postgres.Writing;

/// <summary>
/// The one thread of this silo that writes documents. It takes every write that waits, runs each in a savepoint of one shared
/// transaction and commits once (<c>synchronous_commit=on</c>: one flush of the server's log), and only then tells the callers.
/// Other silos write too: an advisory lock per scope keeps two groups off the same collection.
/// A server that goes away ends the group and everything that waits with it: callers hear within one timeout, and the next write
/// tries a new connection. Before the commit is sent a dead connection has changed nothing, and the group is run once more; a commit
/// whose answer is lost is reported as unavailable, and since all writes may be repeated, the caller's next try finds out.
/// </summary>
internal sealed class PostgresGroupWriter : IAsyncDisposable
{
    private readonly PostgresConnections _connections;
    private readonly WriteQueue _queue;
    private readonly GroupWatch _watch;
    private readonly Task _loop;

    // What runs now, for the watch: it may be told while the writer's thread still waits.
    private volatile WriteRequest[] _running = [];

    /// <summary>Starts the writer's thread.</summary>
    /// <param name="connections">The connections.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="silenceMax">How long the server may be silent before callers are told.</param>
    /// <param name="time">The clock.</param>
    public PostgresGroupWriter(PostgresConnections connections, WriteLimits limits, TimeSpan silenceMax, TimeProvider time)
    {
        _connections = connections;
        _queue = new WriteQueue(limits);
        _watch = new GroupWatch(time, silenceMax, RejectEverything);
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Queues a write and waits until it is on disk.</summary>
    /// <param name="scope">What the change is about.</param>
    /// <param name="body">Makes the change; it may run twice, and an exception undoes this write only.</param>
    /// <param name="bytes">Bytes that the write holds in memory.</param>
    /// <param name="cancellationToken">Ends the wait. A write that has begun is still committed.</param>
    /// <exception cref="RagException">Overloaded: too many writes wait. Unavailable: the server does not answer.</exception>
    public Task<T> WriteAsync<T>(string scope, Func<SqlSession, T> body, long bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _connections.Outage.ThrowIfRecent();
        ResultWrite<T> request = new(body, cancellationToken) { Scope = scope, Bytes = bytes };
        _queue.Add(request);
        return request.Outcome.WaitAsync(cancellationToken);
    }

    /// <summary>Writes what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _loop;
        _watch.Dispose();
        _queue.Dispose();
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
                _running = [.. group];
                Commit(group);
                _watch.Rest();
                _running = [];
                group.Clear();
            }

            finished = true;
        }
        finally
        {
            if (!finished)
            {
                // Only a fault in this class leads here. Callers must not wait for a writer that is gone.
                _queue.Close();
                RejectAll(group, PostgresFailure.Unavailable(null));
                RejectWaiting(PostgresFailure.Unavailable(null));
            }
        }
    }

    private void Commit(List<WriteRequest> group)
    {
        StorageMeter.GroupSize.Record(group.Count);
        for (bool isLast = false; group.Count > 0; isLast = true)
        {
            if (TryCommit(group, out bool mayHaveCommitted) is not { } error)
            {
                _connections.Outage.End();
                group.ForEach(request => request.Acknowledge());
                return;
            }

            bool again = !isLast && !mayHaveCommitted && PostgresFailure.IsPassing(error);
            if (PostgresFailure.IsConnection(error))
            {
                _connections.Forget();
            }

            if (!again)
            {
                Exception told = PostgresFailure.Translate(error);
                RejectAll(group, told);
                if (PostgresFailure.IsConnection(error))
                {
                    _connections.Outage.Begin();
                    RejectWaiting(told);
                }

                return;
            }
        }
    }

    // Null on success. Whatever a transaction can throw is told to its callers: they, not this thread, know what it means to them.
    private Exception? TryCommit(List<WriteRequest> group, out bool mayHaveCommitted)
    {
        mayHaveCommitted = false;
        try
        {
            _watch.Progress();
            using WriterSession session = new(_connections.Open(), _watch);
            session.Begin(group.Select(request => request.Scope), _connections.TransactionSettings);
            group.RemoveAll(request => !TryRun(session, request));
            session.SendAll();
            _watch.Progress();
            long started = Stopwatch.GetTimestamp();
            mayHaveCommitted = true;
            session.Commit();
            StorageMeter.CommitDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
            _watch.Progress();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    private static bool TryRun(WriterSession session, WriteRequest request)
    {
        session.SetSavepoint();
        try
        {
            request.Run(session);
            session.ReleaseSavepoint();
            return true;
        }
        catch (Exception error) when (!PostgresFailure.IsShared(error))
        {
            // The caller gets the error; the others of the group must not.
            session.BackToSavepoint();
            request.Reject(error);
            return false;
        }
    }

    private void RejectEverything()
    {
        _connections.Outage.Begin();
        RagException told = PostgresFailure.Unavailable(null);
        foreach (WriteRequest request in _running)
        {
            request.Reject(told);
        }

        RejectWaiting(told);
    }

    private void RejectWaiting(Exception error)
    {
        List<WriteRequest> waiting = [];
        while (_queue.TakeWaiting(waiting))
        {
            RejectAll(waiting, error);
            waiting.Clear();
        }
    }

    private static void RejectAll(List<WriteRequest> group, Exception error) => group.ForEach(request => request.Reject(error));
}

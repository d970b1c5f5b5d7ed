using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using RagCluster.Storage.Relational.Sessions;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Storage.Sqlite;

/// <summary>Connections that read what is committed, without waiting for the writer.</summary>
internal sealed class ReaderPool : IAsyncDisposable
{
    private readonly string _path;
    private readonly int _count;
    private readonly SemaphoreSlim _permits;
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _closed;

    /// <summary>Creates a pool; connections are opened when needed.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="count">Connections at most.</param>
    public ReaderPool(string path, int count)
    {
        _path = path;
        _count = count;
        _permits = new SemaphoreSlim(count);
    }

    /// <summary>Runs a query on a connection of the pool.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Ends the wait for a connection.</param>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the disk failed, the data is damaged or the store is closed.</exception>
    public async Task<T> ReadAsync<T>(Func<SqlSession, T> query, CancellationToken cancellationToken)
    {
        await _permits.WaitAsync(cancellationToken);
        SqliteSession? session = null;
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            session = _idle.TryTake(out SqliteSession? idle) ? idle : SqliteSession.OpenReader(_path);
            return query(session);
        }
        catch (SqliteException error)
        {
            throw SqliteFailure.Translate(error);
        }
        finally
        {
            if (session is not null)
            {
                _idle.Add(session);
            }

            _permits.Release();
        }
    }

    /// <summary>Waits for the queries that run and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        for (int i = 0; i < _count; i++)
        {
            await _permits.WaitAsync();
        }

        while (_idle.TryTake(out SqliteSession? session))
        {
            session.Dispose();
        }

        _permits.Dispose();
    }
}

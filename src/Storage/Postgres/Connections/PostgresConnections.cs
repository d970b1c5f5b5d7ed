using Npgsql;

namespace RagCluster.Storage.Postgres.Connections;

/// <summary>The pool, and what is known about the server behind it.</summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    // One writes groups, one is left for health checks and the like.
    private const int Reserved = 2;

    // A large answer on a busy machine comes in parts, each within the timeout.
    private static readonly TimeSpan CallMargin = TimeSpan.FromSeconds(1);
    private readonly NpgsqlDataSource _source;
    private readonly SemaphoreSlim _permits;
    private readonly TimeSpan _callMax;
    private readonly TimeProvider _time;

    /// <summary>Creates a pool; connections are opened when needed.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    public PostgresConnections(PostgresStoreOptions options, TimeProvider time)
    {
        _source = NpgsqlDataSource.Create(options.BuildConnectionString());
        _permits = new SemaphoreSlim(options.PoolMax - Reserved);
        _callMax = options.Timeout + CallMargin;
        _time = time;
        TransactionSettings = options.TransactionSettings;
        Outage = new Outage(time);
    }

    /// <summary>Whether the server answered lately.</summary>
    public Outage Outage { get; }

    /// <summary>Opens a connection for the writer's thread.</summary>
    public NpgsqlConnection Open() => _source.OpenConnection();

    /// <summary>Sets for one transaction what a session's options set otherwise; null where sessions last.</summary>
    public string? TransactionSettings { get; }

    /// <summary>Drops idle connections: after a restart of the server all of them are dead.</summary>
    public void Forget() => _source.Clear();

    /// <summary>Runs work on a connection of the pool. Work that met a dead connection runs once more on a new one, if it may.</summary>
    /// <param name="work">The work; it may block its thread.</param>
    /// <param name="mayRepeat">Whether it may run twice.</param>
    /// <param name="cancellationToken">Ends the wait for a connection.</param>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the server does not answer.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, bool mayRepeat, CancellationToken cancellationToken)
    {
        Outage.ThrowIfRecent();
        Task<T> run = RunOnceAsync(work, mayRepeat, cancellationToken);
        try
        {
            // Npgsql needs several timeouts in a row to give a silent server up; the caller hears earlier, and the run ends by itself.
            return await run.WaitAsync(_callMax, _time, cancellationToken);
        }
        catch (TimeoutException) when (!run.IsCompleted)
        {
            Outage.Begin();
            throw PostgresFailure.Unavailable(null);
        }
    }

    /// <summary>Runs a statement that writes on a pooled connection; where sessions do not last, in a transaction of its own.</summary>
    /// <param name="work">The statement.</param>
    /// <param name="cancellationToken">Ends the wait for a connection.</param>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the server does not answer.</exception>
    public Task<T> WriteAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(
            TransactionSettings is null ? work : connection => InTransactionAsync(connection, work, cancellationToken),
            mayRepeat: false,
            cancellationToken
        );

    /// <summary>Begins a transaction.</summary>
    /// <param name="connection">An open connection of the pool.</param>
    public NpgsqlTransaction Begin(NpgsqlConnection connection)
    {
        NpgsqlTransaction transaction = connection.BeginTransaction();
        if (TransactionSettings is not null)
        {
            using NpgsqlCommand command = new(TransactionSettings, connection);
            command.ExecuteNonQuery();
        }

        return transaction;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _permits.Dispose();
    }

    private async Task<T> InTransactionAsync<T>(
        NpgsqlConnection connection,
        Func<NpgsqlConnection, Task<T>> work,
        CancellationToken cancellationToken
    )
    {
        await using NpgsqlTransaction transaction = await Task.Run(() => Begin(connection), cancellationToken);
        T result = await work(connection);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private async Task<T> RunOnceAsync<T>(Func<NpgsqlConnection, Task<T>> work, bool mayRepeat, CancellationToken cancellationToken)
    {
        await _permits.WaitAsync(cancellationToken);
        try
        {
            Outage.ThrowIfRecent();
            T result = await TryAsync(work, mayRepeat, cancellationToken);
            Outage.End();
            return result;
        }
        catch (Exception error) when (PostgresFailure.Translate(error) is Corpus.Errors.RagException told && !ReferenceEquals(told, error))
        {
            if (PostgresFailure.IsConnection(error))
            {
                Outage.Begin();
                Forget();
            }

            throw told;
        }
        finally
        {
            _permits.Release();
        }
    }

    private async Task<T> TryAsync<T>(Func<NpgsqlConnection, Task<T>> work, bool mayRepeat, CancellationToken cancellationToken)
    {
        bool isOpen = false;
        try
        {
            await using NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken);
            isOpen = true;
            return await work(connection);
        }
        catch (Exception dead) when (isOpen && mayRepeat && PostgresFailure.IsConnection(dead) && !PostgresFailure.IsTimeout(dead))
        {
            Forget();
        }

        await using NpgsqlConnection fresh = await _source.OpenConnectionAsync(cancellationToken);
        return await work(fresh);
    }
}

using Npgsql;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Files;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Postgres.Migrations;
using RagCluster.Storage.Postgres.Writing;
using RagCluster.Storage.Relational.Sessions;
using RagCluster.Storage.Relational.Writing;

namespace RagCluster.Storage.Postgres;

/// <summary>An open PostgreSQL database: its writer and its readers.</summary>
internal sealed class PostgresDatabase : ISqlDatabase
{
    // How long one page of a copy may take.
    private static readonly TimeSpan SnapshotMax = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StartPause = TimeSpan.FromMilliseconds(250);
    private readonly PostgresGroupWriter _writer;
    private readonly PostgresReplicas? _replicas;
    private int _disposed;

    private PostgresDatabase(PostgresConnections connections, PostgresGroupWriter writer, PostgresReplicas? replicas)
    {
        Connections = connections;
        _writer = writer;
        _replicas = replicas;
    }

    /// <summary>The pool.</summary>
    public PostgresConnections Connections { get; }

    /// <inheritdoc/>
    public Task<T> FreeAsync<T>(string scope, Func<SqlSession, T> body, CancellationToken cancellationToken) =>
        WriteAsync(scope, body, 0, cancellationToken);

    // The server's disk is its own: it says so when it is full (SQLSTATE 53100).
    /// <inheritdoc/>
    public Task<DiskUsage?> MeasureDiskAsync(CancellationToken cancellationToken) => Task.FromResult<DiskUsage?>(null);

    /// <inheritdoc/>
    public Task RequireSpaceAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Its pages are its server's own (data_checksums, pg_amcheck, a restored backup).
    /// <inheritdoc/>
    public Task<bool> RebuildAsync() => Task.FromResult(false);

    // Autovacuum frees what is unused. What stands on free pages until they are used again is the server's to wipe, by VACUUM FULL.
    /// <inheritdoc/>
    public Task<Compaction?> CompactAsync(CancellationToken cancellationToken) => Task.FromResult<Compaction?>(null);

    // A server that can't flush stops itself and recovers from its log; nothing is sealed on this side.
    /// <inheritdoc/>
    public string? SealedReason => null;

    /// <summary>Connects, checks what the promise of durability rests on, and brings the database to the newest schema.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A setting of ours or of the server is wrong.</exception>
    /// <exception cref="RagException">Unavailable: the server does not answer, or a newer build wrote the database.</exception>
    public static async Task<PostgresDatabase> OpenAsync(
        PostgresStoreOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        options.Validate();
        PostgresConnections connections = new(options, time);
        PostgresReplicas? replicas = options.ReplicaConnectionString.Length > 0 ? new(options, time) : null;
        try
        {
            await Task.Run(() => PrepareAsync(connections, options, time, cancellationToken), cancellationToken);
            if (replicas is not null)
            {
                await Task.Run(() => replicas.Follow(connections.Open), cancellationToken);
            }

            WriteLimits limits = new(options.QueueLimit, options.QueueBytesMax, options.GroupCountMax, options.GroupBytesMax);
            return new PostgresDatabase(connections, new PostgresGroupWriter(connections, limits, options.Timeout, time), replicas);
        }
        catch
        {
            await connections.DisposeAsync();
            if (replicas is not null)
            {
                await replicas.DisposeAsync();
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public Task<T> ReadAsync<T>(Func<SqlSession, T> query, CancellationToken cancellationToken) =>
        // The statements that both engines share are synchronous: they run on a pool thread, of which the permits take a bounded number.
        Connections.RunAsync(
            connection => Task.Run(() => query(new ReaderSession(connection)), cancellationToken),
            mayRepeat: true,
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<T> ReadLargeAsync<T>(Func<SqlSession, T> query, CancellationToken cancellationToken)
    {
        if (_replicas is { MayAnswer: true } replicas)
        {
            long position = await ReadAsync(PostgresReplicas.ReadFlushed, cancellationToken);
            if (await replicas.ReadAsync(query, position, cancellationToken) is { } answer)
            {
                return answer.Value;
            }
        }

        return await ReadAsync(query, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<T> SnapshotAsync<T>(Func<SqlSession, Task<T>> read, CancellationToken cancellationToken)
    {
        Connections.Outage.ThrowIfRecent();
        try
        {
            using ReaderSession session = new(await Task.Run(Connections.Open, cancellationToken), SnapshotMax);
            session.ExecuteScript("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0");
            session.ExpectLong();
            try
            {
                return await read(session);
            }
            finally
            {
                session.ExecuteScript("ROLLBACK");
            }
        }
        catch (NpgsqlException error) when (PostgresFailure.Translate(error) is RagException known)
        {
            throw known;
        }
    }

    /// <inheritdoc/>
    public Task<T> WriteAsync<T>(string scope, Func<SqlSession, T> body, long bytes, CancellationToken cancellationToken) =>
        _writer.WriteAsync(scope, body, bytes, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _writer.DisposeAsync();
            await Connections.DisposeAsync();
            if (_replicas is not null)
            {
                await _replicas.DisposeAsync();
            }
        }
    }

    private static async Task PrepareAsync(
        PostgresConnections connections,
        PostgresStoreOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        // Nobody waits for an answer yet: a server that is slow while several silos start is no reason to give the start up.
        using PostgresSession session = new ReaderSession(
            await ConnectAsync(connections, options, time, cancellationToken),
            options.MigrationMax
        );
        ServerSettings.Require(session, options);
        try
        {
            PostgresMigrator.Migrate(session, options, time);
        }
        catch (NpgsqlException error)
        {
            throw Refuse(error, "could not be brought to the newest schema");
        }
    }

    private static async Task<NpgsqlConnection> ConnectAsync(
        PostgresConnections connections,
        PostgresStoreOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        long began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return connections.Open();
            }
            catch (Exception error) when (MayPass(error) && time.GetElapsedTime(began) < options.StartMax)
            {
                // The server may have been started together with this silo.
                await Task.Delay(StartPause, time, cancellationToken);
            }
            catch (NpgsqlException error)
            {
                throw Refuse(error, "can't be opened");
            }
        }
    }

    private static bool MayPass(Exception error) => PostgresFailure.IsConnection(error) && !IsPoolers(error);

    // What PgBouncer says of a connection's options.
    private static bool IsPoolers(Exception error) => error.Message.Contains("unsupported startup parameter", StringComparison.Ordinal);

    private static string Hint(NpgsqlException error) =>
        IsPoolers(error) ? " (behind PgBouncer set RAG__Storage__Postgres__TransactionPooling to true)" : "";

    private static RagException Refuse(NpgsqlException error, string what) =>
        new(
            ErrorKind.Unavailable,
            StorageFailure.UnavailableCode,
            $"The database of RAG__Storage__Postgres__ConnectionString {what}: "
                + $"{(error as PostgresException)?.MessageText ?? error.Message}{Hint(error)}",
            null,
            error
        );
}

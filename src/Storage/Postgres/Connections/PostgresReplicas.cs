using Npgsql;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Postgres.Connections;

/// <summary>
/// Servers that follow the primary by streaming. A reader first asks the primary how far its log was flushed, and then reads from a replica
/// that has replayed that much. What a transaction showed to anybody, on any silo, was flushed before it was shown: the reader sees no less
/// than at the primary. A replica that is behind, that does not answer, or whose copy is damaged answers nothing, and the primary does.
/// The position and the query go through one transaction, since a pooler may lend another server for the next, and through two statements,
/// since each sees what was replayed when it began.
/// </summary>
internal sealed class PostgresReplicas : IAsyncDisposable
{
    private const string Flushed = "SELECT CASE WHEN NOT pg_is_in_recovery() THEN (pg_current_wal_flush_lsn() - '0/0')::bigint END";

    private const string Replayed =
        "SELECT CASE WHEN pg_is_in_recovery() AND system_identifier = $1 THEN (pg_last_wal_replay_lsn() - '0/0')::bigint END "
        + "FROM pg_control_system()";

    /// <summary>How long readers go on without a replica that did not answer: each that waited for it would be late.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly NpgsqlMultiHostDataSource _hosts;
    private readonly NpgsqlDataSource _source;
    private readonly SemaphoreSlim _permits;
    private readonly TimeSpan _callMax;
    private readonly TimeProvider _time;
    private long _failedAt;
    private long _identity;

    /// <summary>Creates a pool; connections are opened when needed.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    public PostgresReplicas(PostgresStoreOptions options, TimeProvider time)
    {
        _hosts = new NpgsqlDataSourceBuilder(options.BuildReplicaConnectionString()).BuildMultiHost();
        _source = _hosts.WithTargetSession(TargetSessionAttributes.PreferStandby);
        _permits = new SemaphoreSlim(options.PoolMax);
        // Half of what a caller waits for: the other half is the primary's.
        _callMax = options.Timeout / 2;
        _time = time;
    }

    /// <summary>Whether asking is worthwhile: none failed lately.</summary>
    public bool MayAnswer
    {
        get
        {
            long failedAt = Volatile.Read(ref _failedAt);
            return failedAt == 0 || _time.GetElapsedTime(failedAt) >= Pause;
        }
    }

    /// <summary>How far the primary's log is on its disk, in bytes since its beginning. A server that is no primary answers with more than
    /// any replica has.</summary>
    /// <param name="session">A session of the primary.</param>
    public static long ReadFlushed(SqlSession session) => session.Scalar(Flushed) ?? long.MaxValue;

    /// <summary>Notes which database is followed. A replica that can't be reached now is asked later.</summary>
    /// <param name="openPrimary">Opens a connection to the primary.</param>
    /// <exception cref="ArgumentException">A replica follows another database.</exception>
    public void Follow(Func<NpgsqlConnection> openPrimary)
    {
        using (ReaderSession primary = new(openPrimary()))
        {
            _identity = ReadIdentity(primary);
        }

        try
        {
            using ReaderSession replica = new(_source.OpenConnection());
            if (ReadIdentity(replica) != _identity)
            {
                throw new ArgumentException(
                    "RAG__Storage__Postgres__ReplicaConnectionString names a server that does not follow that of "
                        + "RAG__Storage__Postgres__ConnectionString: name one that was made from it (pg_basebackup) and streams from it."
                );
            }
        }
        catch (Exception absent) when (PostgresFailure.IsConnection(absent))
        {
            Fail();
        }
    }

    /// <summary>Reads from a replica.</summary>
    /// <param name="query">The query; it runs at most once here.</param>
    /// <param name="position">How much it must have replayed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null: none could answer, and the primary has to.</returns>
    public async Task<ReplicaAnswer<T>?> ReadAsync<T>(Func<SqlSession, T> query, long position, CancellationToken cancellationToken)
    {
        // A reader who would wait for a connection here is better served by the primary.
        if (!_permits.Wait(0, CancellationToken.None))
        {
            Count("busy");
            return null;
        }

        try
        {
            Task<ReplicaAnswer<T>?> run = Task.Run(() => Read(query, position), CancellationToken.None);
            ReplicaAnswer<T>? answer = await run.WaitAsync(_callMax, _time, cancellationToken);
            Count(answer is null ? "behind" : "answered");
            return answer;
        }
        catch (Exception error) when (IsReplicas(error))
        {
            // The primary is asked instead, and says what is wrong if it is wrong there too.
            Count("failed");
            if (PostgresFailure.IsConnection(error))
            {
                Fail();
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _hosts.DisposeAsync();
        _permits.Dispose();
    }

    // Runs to its end whether or not somebody still waits, and gives its place back then.
    private ReplicaAnswer<T>? Read<T>(Func<SqlSession, T> query, long position)
    {
        try
        {
            using ReaderSession session = new(_source.OpenConnection());
            session.ExecuteScript("BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY");
            ReplicaAnswer<T>? answer = session.Scalar(Replayed, _identity) >= position ? new ReplicaAnswer<T>(query(session)) : null;
            session.ExecuteScript("COMMIT");
            Volatile.Write(ref _failedAt, 0);
            return answer;
        }
        finally
        {
            _permits.Release();
        }
    }

    private void Fail() => Volatile.Write(ref _failedAt, _time.GetTimestamp());

    private static bool IsReplicas(Exception error) =>
        PostgresFailure.IsConnection(error)
        || error is PostgresException or InvalidDataException or DamagedRowException or DamagedIndexException;

    private static long ReadIdentity(ReaderSession session) => session.Scalar("SELECT system_identifier FROM pg_control_system()") ?? 0;

    private static void Count(string outcome) => StorageMeter.ReplicaReads.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}

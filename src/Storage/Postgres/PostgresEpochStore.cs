using Npgsql;
using RagCluster.Storage.Fencing;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Relational.Integrity;
using RagCluster.Storage.Relational.Rows;

namespace RagCluster.Storage.Postgres;

/// <summary>
/// Epochs in the same database as what they protect. A transaction that writes under an epoch holds a shared advisory lock on the
/// resource until it ends; taking waits for those and for nothing else, so nothing of an earlier epoch is committed after it.
/// </summary>
internal sealed class PostgresEpochStore(PostgresConnections connections, MendingDatabase database, TimeProvider time) : IEpochStore
{
    /// <inheritdoc/>
    public Task<long> TakeAsync(string resource, string owner, CancellationToken cancellationToken) =>
        database.GuardAsync(
            () =>
                connections.RunAsync(
                    connection => Task.Run(() => Take(connection, resource, owner), cancellationToken),
                    mayRepeat: true,
                    cancellationToken
                ),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<Epoch?> FindAsync(string resource, CancellationToken cancellationToken) =>
        database.ReadAsync(session => EpochRows.Find(session, resource), cancellationToken);

    private long Take(NpgsqlConnection connection, string resource, string owner)
    {
        using NpgsqlTransaction transaction = connections.Begin(connection);
        PostgresSession session = new ReaderSession(connection);
        session.Execute("SELECT FROM pg_advisory_xact_lock($1)", LockKey.Of("epoch", resource));
        long epoch = EpochRows.Take(session, resource, owner, time.GetUtcNow());
        transaction.Commit();
        return epoch;
    }
}

using RagCluster.Storage.Fencing;
using RagCluster.Storage.Relational.Integrity;
using RagCluster.Storage.Relational.Rows;

namespace RagCluster.Storage.Sqlite;

/// <summary>Epochs in the same database as what they protect, so that one transaction compares and writes.</summary>
internal sealed class SqliteEpochStore(MendingDatabase database, TimeProvider time) : IEpochStore
{
    /// <inheritdoc/>
    public Task<long> TakeAsync(string resource, string owner, CancellationToken cancellationToken) =>
        database.FreeAsync("", session => EpochRows.Take(session, resource, owner, time.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public Task<Epoch?> FindAsync(string resource, CancellationToken cancellationToken) =>
        database.ReadAsync(session => EpochRows.Find(session, resource), cancellationToken);
}

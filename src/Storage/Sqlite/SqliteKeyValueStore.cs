using RagCluster.Storage.Relational.Integrity;
using RagCluster.Storage.Relational.Rows;

namespace RagCluster.Storage.Sqlite;

/// <summary>Small values in the same database as the documents, so that one backup holds both. Writes share the documents' group commits;
/// where shards are and who owns them stands here, which a deletion needs, so they may take the space that is kept back for it.</summary>
internal sealed class SqliteKeyValueStore : IKeyValueStore
{
    private readonly MendingDatabase _database;

    /// <summary>Creates the store.</summary>
    /// <param name="database">The open database.</param>
    public SqliteKeyValueStore(MendingDatabase database) => _database = database;

    /// <inheritdoc/>
    public Task<VersionedValue?> ReadAsync(string scope, string key, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => KeyValueRows.Read(session, scope, key), cancellationToken);

    /// <inheritdoc/>
    public Task<long?> WriteAsync(
        string scope,
        string key,
        ReadOnlyMemory<byte> value,
        long? expectedVersion,
        CancellationToken cancellationToken
    )
    {
        // A copy: the caller may reuse its buffer while the write waits.
        byte[] bytes = value.ToArray();
        return _database.FreeAsync("", session => KeyValueRows.Write(session, scope, key, bytes, expectedVersion), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string scope, string key, long? expectedVersion, CancellationToken cancellationToken) =>
        _database.FreeAsync("", session => KeyValueRows.Delete(session, scope, key, expectedVersion), cancellationToken);
}

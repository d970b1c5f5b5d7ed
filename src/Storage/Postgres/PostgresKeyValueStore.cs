using Npgsql;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Relational.Integrity;
using RagCluster.Storage.Relational.Rows;

namespace RagCluster.Storage.Postgres;

/// <summary>
/// Small values; each change is one statement, which PostgreSQL makes atomic. A removed value is a row with a null value whose version goes
/// on counting.
/// </summary>
internal sealed class PostgresKeyValueStore(PostgresConnections connections, MendingDatabase database) : IKeyValueStore
{
    // The three is the weight of a version in its row's checksum (RowChecksum.CountWeight).
    private const string Insert = """
        INSERT INTO key_values (scope, key, value, version, checksum) VALUES ($1, $2, $3, 1, $4 + 3)
        ON CONFLICT (scope, key) DO UPDATE SET
            value = excluded.value, version = key_values.version + 1, checksum = $4 + 3 * (key_values.version + 1)
            WHERE key_values.value IS NULL
        RETURNING version
        """;

    private const string Update =
        "UPDATE key_values SET value = $3, version = version + 1, checksum = $4 + 3 * (version + 1) WHERE scope = $1 AND key = $2 AND "
        + "version = $5 AND value IS NOT NULL RETURNING version";

    private const string Remove =
        "UPDATE key_values SET value = NULL, version = version + 1, checksum = $3 + 3 * (version + 1) WHERE scope = $1 AND key = $2 "
        + "AND value IS NOT NULL";

    /// <inheritdoc/>
    public Task<VersionedValue?> ReadAsync(string scope, string key, CancellationToken cancellationToken) =>
        database.ReadAsync(session => KeyValueRows.Read(session, scope, key), cancellationToken);

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
        byte[] bytes = KeyValueRows.Protect(database.Cipher, scope, key, value.ToArray());
        long checksum = KeyValueRows.Checksum(scope, key, bytes);
        return connections.WriteAsync(
            async connection =>
            {
                await using NpgsqlCommand command = expectedVersion is { } version
                    ? PostgresCommand.Create(connection, Update, scope, key, bytes, checksum, version)
                    : PostgresCommand.Create(connection, Insert, scope, key, bytes, checksum);
                return await command.ExecuteScalarAsync(cancellationToken) as long?;
            },
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string scope, string key, long? expectedVersion, CancellationToken cancellationToken)
    {
        long checksum = KeyValueRows.Checksum(scope, key, null);
        return connections.WriteAsync(
            async connection =>
            {
                await using NpgsqlCommand command = expectedVersion is { } version
                    ? PostgresCommand.Create(connection, $"{Remove} AND version = $4", scope, key, checksum, version)
                    : PostgresCommand.Create(connection, Remove, scope, key, checksum);
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0 || expectedVersion is null;
            },
            cancellationToken
        );
    }
}

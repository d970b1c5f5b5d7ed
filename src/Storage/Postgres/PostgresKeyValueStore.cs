using Npgsql;

namespace RagCluster.Storage.Postgres;

/// <summary>Small values; each change is one statement, which PostgreSQL makes atomic. A removed value is a row with a null value whose version goes on counting.</summary>
internal sealed class PostgresKeyValueStore(PostgresConnections connections) : IKeyValueStore
{
    private const string Insert = """
        INSERT INTO key_values (scope, key, value, version) VALUES ($1, $2, $3, 1)
        ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value, version = key_values.version + 1 WHERE key_values.value IS NULL
        RETURNING version
        """;

    private const string Update =
        "UPDATE key_values SET value = $3, version = version + 1 WHERE scope = $1 AND key = $2 AND version = $4 AND value IS NOT NULL RETURNING version";

    private const string Remove =
        "UPDATE key_values SET value = NULL, version = version + 1 WHERE scope = $1 AND key = $2 AND value IS NOT NULL";

    /// <inheritdoc/>
    public Task<VersionedValue?> ReadAsync(string scope, string key, CancellationToken cancellationToken) =>
        connections.RunAsync(
            async connection =>
            {
                await using NpgsqlCommand command = PostgresCommand.Create(
                    connection,
                    "SELECT value, version FROM key_values WHERE scope = $1 AND key = $2 AND value IS NOT NULL",
                    scope,
                    key
                );
                await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
                return await reader.ReadAsync(cancellationToken)
                    ? new VersionedValue(await reader.GetFieldValueAsync<byte[]>(0, cancellationToken), reader.GetInt64(1))
                    : null;
            },
            mayRepeat: true,
            cancellationToken
        );

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
        return connections.RunAsync(
            async connection =>
            {
                await using NpgsqlCommand command = expectedVersion is { } version
                    ? PostgresCommand.Create(connection, Update, scope, key, bytes, version)
                    : PostgresCommand.Create(connection, Insert, scope, key, bytes);
                return await command.ExecuteScalarAsync(cancellationToken) as long?;
            },
            mayRepeat: false,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string scope, string key, long? expectedVersion, CancellationToken cancellationToken) =>
        connections.RunAsync(
            async connection =>
            {
                await using NpgsqlCommand command = expectedVersion is { } version
                    ? PostgresCommand.Create(connection, $"{Remove} AND version = $3", scope, key, version)
                    : PostgresCommand.Create(connection, Remove, scope, key);
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0 || expectedVersion is null;
            },
            mayRepeat: false,
            cancellationToken
        );
}

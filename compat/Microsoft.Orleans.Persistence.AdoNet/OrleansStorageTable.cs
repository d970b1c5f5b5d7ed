using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Orleans.Storage;

/// <summary>
/// The table of the published PostgreSQL scripts, through statements of our own: rows that either supplier writes, the other reads.
/// </summary>
internal sealed class OrleansStorageTable(NpgsqlDataSource source, string serviceId)
{
    private const string Match = """
        grainidhash = $1 AND graintypehash = $2 AND grainidn0 = $3 AND grainidn1 = $4 AND graintypestring = $5
        AND grainidextensionstring IS NOT DISTINCT FROM $6 AND serviceid = $7
        """;

    private const string Create = """
        CREATE TABLE IF NOT EXISTS orleansstorage (
            grainidhash integer NOT NULL,
            grainidn0 bigint NOT NULL,
            grainidn1 bigint NOT NULL,
            graintypehash integer NOT NULL,
            graintypestring varchar(512) NOT NULL,
            grainidextensionstring varchar(512),
            serviceid varchar(150) NOT NULL,
            payloadbinary bytea,
            modifiedon timestamp NOT NULL,
            version integer);
        CREATE INDEX IF NOT EXISTS ix_orleansstorage ON orleansstorage (grainidhash, graintypehash)
        """;

    // The table has no unique key: two first writes of one state must not overlap.
    private const long LockKey = 0x4F726C53746F7265;

    /// <summary>Makes the table when it is missing; officially that is done by hand.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(connection, LockKey, cancellationToken);
        await using NpgsqlCommand command = new(Create, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<(byte[]? Payload, int? Version)?> ReadAsync(string type, AdoGrainKey key, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken);
        await using NpgsqlCommand command = Command(
            connection,
            $"SELECT payloadbinary, version FROM orleansstorage WHERE {Match}",
            type,
            key
        );
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        return (
            await reader.IsDBNullAsync(0, cancellationToken) ? null : await reader.GetFieldValueAsync<byte[]>(0, cancellationToken),
            await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetInt32(1)
        );
    }

    /// <summary>The new version; null when the stored one is not <paramref name="version"/>.</summary>
    public async Task<int?> UpdateAsync(string type, AdoGrainKey key, byte[] payload, int version, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken);
        await using NpgsqlCommand command = Command(
            connection,
            $"UPDATE orleansstorage SET payloadbinary = $8, modifiedon = now() AT TIME ZONE 'utc', version = version + 1 WHERE "
                + $"{Match} AND version = $9 RETURNING version",
            type,
            key
        );
        command.Parameters.Add(new NpgsqlParameter { Value = payload });
        command.Parameters.Add(new NpgsqlParameter { Value = version });
        return await command.ExecuteScalarAsync(cancellationToken) as int?;
    }

    /// <summary>The first version; null when there is a row.</summary>
    public async Task<int?> InsertAsync(string type, AdoGrainKey key, byte[] payload, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(connection, LockKey ^ ((long)key.Hash << 32), cancellationToken);
        await using NpgsqlCommand command = Command(
            connection,
            $"""
            INSERT INTO orleansstorage (grainidhash, graintypehash, grainidn0, grainidn1, graintypestring, grainidextensionstring, serviceid,
                payloadbinary, modifiedon, version)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, now() AT TIME ZONE 'utc', 1 WHERE NOT EXISTS (SELECT FROM orleansstorage WHERE {Match})
            RETURNING version
            """,
            type,
            key
        );
        command.Parameters.Add(new NpgsqlParameter { Value = payload });
        int? version = await command.ExecuteScalarAsync(cancellationToken) as int?;
        await transaction.CommitAsync(cancellationToken);
        return version;
    }

    /// <summary>The version after the removal; null when the stored one is not <paramref name="version"/>.</summary>
    public async Task<int?> ClearAsync(string type, AdoGrainKey key, int version, bool delete, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken);
        string sql = delete
            ? $"DELETE FROM orleansstorage WHERE {Match} AND version = $8 RETURNING version + 1"
            : $"UPDATE orleansstorage SET payloadbinary = NULL, modifiedon = now() AT TIME ZONE 'utc', version = version + 1 WHERE "
                + $"{Match} AND version = $8 RETURNING version";
        await using NpgsqlCommand command = Command(connection, sql, type, key);
        command.Parameters.Add(new NpgsqlParameter { Value = version });
        return await command.ExecuteScalarAsync(cancellationToken) as int?;
    }

    private static async Task LockAsync(NpgsqlConnection connection, long key, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new("SELECT pg_advisory_xact_lock($1)", connection)
        {
            Parameters = { new NpgsqlParameter { Value = key } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(NpgsqlConnection connection, string sql, string type, AdoGrainKey key) =>
        new(sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = key.Hash },
                new NpgsqlParameter { Value = HashColumn.Of(Encoding.UTF8.GetBytes(type)) },
                new NpgsqlParameter { Value = key.N0 },
                new NpgsqlParameter { Value = key.N1 },
                new NpgsqlParameter { Value = type, NpgsqlDbType = NpgsqlDbType.Varchar },
                new NpgsqlParameter { Value = (object?)key.Text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar },
                new NpgsqlParameter { Value = serviceId, NpgsqlDbType = NpgsqlDbType.Varchar },
            },
        };
}

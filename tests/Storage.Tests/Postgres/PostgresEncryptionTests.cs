using Npgsql;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Tests.Conformance;

namespace RagCluster.Storage.Tests.Postgres;

public sealed class PostgresEncryptionTests : EncryptionConformance
{
    private static readonly (string Table, string Column)[] Covered =
    [
        ("blobs", "bytes"),
        ("texts", "bytes"),
        ("shard_log", "payload"),
        ("key_values", "value"),
        ("cold_cache", "key"),
        ("cold_cache", "value"),
    ];

    private readonly PostgresFixture _fixture = new();

    protected override ContentCipher Cipher
    {
        get => _fixture.Cipher;
        set => _fixture.Cipher = value;
    }

    protected override Task<OpenStore> OpenAsync() => _fixture.OpenAsync(Time);

    protected override async Task ChangeAsync(string sql)
    {
        await using NpgsqlConnection connection = await ConnectAsync();
        await using NpgsqlCommand command = new(
            System.Text.RegularExpressions.Regex.Replace(sql, @"BLOB\((\w+)\)", "decode('$1', 'hex')"),
            connection
        );
        await command.ExecuteNonQueryAsync();
    }

    protected override async Task<byte[]> ReadRawAsync(string sql)
    {
        await using NpgsqlConnection connection = await ConnectAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return (byte[])(await command.ExecuteScalarAsync())!;
    }

    // The rows that there are; what the server has not swept yet is its own matter.
    protected override async Task<bool> HoldsAsync(byte[] bytes)
    {
        await using NpgsqlConnection connection = await ConnectAsync();
        foreach ((string table, string column) in Covered)
        {
            await using NpgsqlCommand command = new($"SELECT count(*) FROM {table} WHERE position($1 IN {column}) > 0", connection);
            command.Parameters.Add(new NpgsqlParameter { Value = bytes });
            if ((long)(await command.ExecuteScalarAsync())! > 0)
                return true;
        }

        return false;
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        NpgsqlConnection connection = new((await _fixture.OptionsAsync()).ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}

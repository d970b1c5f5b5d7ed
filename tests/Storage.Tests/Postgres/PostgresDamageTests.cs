using Npgsql;
using RagCluster.Storage.Tests.Conformance;

namespace RagCluster.Storage.Tests.Postgres;

public sealed class PostgresDamageTests : DamageConformance
{
    private readonly PostgresFixture _fixture = new();

    protected override Task<OpenStore> OpenAsync() => _fixture.OpenAsync(Time);

    protected override async Task ChangeAsync(string sql)
    {
        await using NpgsqlConnection connection = new((await _fixture.OptionsAsync()).ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(
            System.Text.RegularExpressions.Regex.Replace(sql, @"BLOB\((\w+)\)", "decode('$1', 'hex')"),
            connection
        );
        await command.ExecuteNonQueryAsync();
    }
}

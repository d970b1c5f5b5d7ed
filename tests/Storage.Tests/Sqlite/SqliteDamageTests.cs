using Microsoft.Data.Sqlite;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Tests.Conformance;

namespace RagCluster.Storage.Tests.Sqlite;

public sealed class SqliteDamageTests : DamageConformance
{
    private readonly SqliteFixture _fixture = new();

    protected override Task<OpenStore> OpenAsync() => _fixture.OpenAsync(Time);

    protected override async Task ChangeAsync(string sql)
    {
        await using SqliteConnection connection = new(
            $"Data Source={Path.Combine(_fixture.Options.DataFolder, SqliteDatabase.FileName)};Pooling=False"
        );
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = System.Text.RegularExpressions.Regex.Replace(sql, @"BLOB\((\w+)\)", "x'$1'");
        await command.ExecuteNonQueryAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _fixture.Dispose();
    }
}

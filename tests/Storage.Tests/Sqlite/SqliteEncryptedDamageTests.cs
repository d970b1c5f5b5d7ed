using Microsoft.Data.Sqlite;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Tests.Conformance;

namespace RagCluster.Storage.Tests.Sqlite;

/// <summary>What is damaged is found and mended in an encrypted store as in one in the clear.</summary>
public sealed class SqliteEncryptedDamageTests : DamageConformance
{
    private readonly SqliteFixture _fixture = new() { Cipher = new ContentCipher(KeyRing.NewRandom(), encrypts: true) };

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

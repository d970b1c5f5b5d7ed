using Microsoft.Data.Sqlite;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Tests.Conformance;

namespace RagCluster.Storage.Tests.Sqlite;

public sealed class SqliteEncryptionTests : EncryptionConformance
{
    private readonly SqliteFixture _fixture = new();

    protected override ContentCipher Cipher
    {
        get => _fixture.Cipher;
        set => _fixture.Cipher = value;
    }

    protected override Task<OpenStore> OpenAsync() => _fixture.OpenAsync(Time);

    protected override async Task ChangeAsync(string sql)
    {
        await using SqliteConnection connection = await ConnectAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = System.Text.RegularExpressions.Regex.Replace(sql, @"BLOB\((\w+)\)", "x'$1'");
        await command.ExecuteNonQueryAsync();
    }

    protected override async Task<byte[]> ReadRawAsync(string sql)
    {
        await using SqliteConnection connection = await ConnectAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (byte[])(await command.ExecuteScalarAsync())!;
    }

    // The whole folder, so that neither the log nor a page that is not used any more holds it.
    protected override async Task<bool> HoldsAsync(byte[] bytes)
    {
        foreach (string path in Directory.EnumerateFiles(_fixture.Options.DataFolder, "*", SearchOption.AllDirectories))
        {
            if ((await File.ReadAllBytesAsync(path)).AsSpan().IndexOf(bytes) >= 0)
                return true;
        }

        return false;
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _fixture.Dispose();
    }

    private async Task<SqliteConnection> ConnectAsync()
    {
        SqliteConnection connection = new(
            $"Data Source={Path.Combine(_fixture.Options.DataFolder, SqliteDatabase.FileName)};Pooling=False"
        );
        await connection.OpenAsync();
        return connection;
    }
}

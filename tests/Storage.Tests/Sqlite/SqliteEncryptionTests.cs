using System.Text;
using Microsoft.Data.Sqlite;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Relational.Rewriting;
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

    [Fact]
    public async Task WhatWasDeletedBeforeItWasTurnedOn_IsWipedFromTheFile_AndThatIsNotedOnce()
    {
        const string deleted = "the plover that was deleted in the clear";
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(deleted, 300)));
        for (int i = 0; i < 20; i++)
            await KeyValues.WriteAsync("gone", $"{i}", text, null, None);
        for (int i = 0; i < 20; i++)
            await KeyValues.DeleteAsync("gone", $"{i}", null, None);
        Cipher = new ContentCipher(KeyRing.NewRandom(), encrypts: true);
        await ReopenAsync();
        StoreEncryption encryption = ((RelationalDocumentStore)Store).Encryption;
        Assert.False(await encryption.HasTracesAsync(None));
        await encryption.RewriteAsync(None);
        await Store.DisposeAsync();
        Assert.True(await HoldsAsync(Encoding.UTF8.GetBytes(deleted)));
        // What a process that is killed before the end leaves to the next one.
        await ReopenAsync();
        encryption = ((RelationalDocumentStore)Store).Encryption;
        Assert.True(await encryption.HasTracesAsync(None));
        Assert.NotNull(await encryption.WipeAsync(None));
        Assert.False(await encryption.HasTracesAsync(None));
        // The new connection overwrites what it frees, as the one before did.
        await KeyValues.WriteAsync("gone", "later", text, null, None);
        await Store.DisposeAsync();
        Assert.False(await HoldsAsync(Encoding.UTF8.GetBytes(deleted)));
        await ReopenAsync();
        Assert.False(await ((RelationalDocumentStore)Store).Encryption.HasTracesAsync(None));
    }

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

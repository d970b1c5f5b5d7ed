using Microsoft.Data.Sqlite;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;
using RagCluster.Storage.Tests.Conformance;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Sqlite;

/// <summary>A data folder of its own, opened as often as a test likes.</summary>
internal sealed class SqliteFixture : IDisposable
{
    private readonly TempFolder _folder = new();

    public SqliteStoreOptions Options => new() { DataFolder = _folder.FullPath, CheckpointPages = 64 };

    /// <summary>The form in which the next opening stores values.</summary>
    public ContentCipher Cipher { get; set; } = ContentCipher.None;

    public async Task<OpenStore> OpenAsync(TimeProvider time)
    {
        SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(Options, Cipher, time, CancellationToken.None);
        return new OpenStore(store, store.KeyValues, store.ColdCache);
    }

    /// <summary>Changes the database file as damage does, while no store has it open.</summary>
    /// <param name="sql">What is done; BLOB(hex) stands for bytes.</param>
    internal async Task ChangeAsync(string sql)
    {
        await using SqliteConnection connection = new(
            $"Data Source={Path.Combine(Options.DataFolder, SqliteDatabase.FileName)};Pooling=False"
        );
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = System.Text.RegularExpressions.Regex.Replace(sql, @"BLOB\((\w+)\)", "x'$1'");
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose() => _folder.Dispose();
}

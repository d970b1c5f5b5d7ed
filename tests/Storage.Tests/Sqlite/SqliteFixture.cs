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

    public void Dispose() => _folder.Dispose();
}

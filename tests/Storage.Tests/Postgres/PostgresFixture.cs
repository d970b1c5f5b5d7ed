using RagCluster.Storage.Encryption;
using RagCluster.Storage.Postgres;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Tests.Conformance;
using RagCluster.TestKit.Servers;

namespace RagCluster.Storage.Tests.Postgres;

/// <summary>A database of its own on the real server that all tests share, opened as often as a test likes.</summary>
/// <param name="isPooled">Whether a pooler stands before it that lends a connection for one transaction.</param>
internal sealed class PostgresFixture(bool isPooled = false)
{
    private string? _database;

    public async Task<PostgresStoreOptions> OptionsAsync() =>
        new()
        {
            ConnectionString = _database ??= await CreateAsync(),
            TransactionPooling = isPooled,
            // These tests are about what is kept, not how soon; a busy machine is slow and no outage.
            Timeout = TimeSpan.FromSeconds(20),
            IdleTransactionMax = TimeSpan.FromSeconds(20),
        };

    /// <summary>The form in which the next opening stores values.</summary>
    public ContentCipher Cipher { get; set; } = ContentCipher.None;

    private async Task<string> CreateAsync()
    {
        string direct = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        return isPooled ? (await PgBouncerServer.SharedAsync()).Through(direct) : direct;
    }

    public async Task<OpenStore> OpenAsync(TimeProvider time)
    {
        PostgresDocumentStore store = await PostgresDocumentStore.OpenAsync(await OptionsAsync(), Cipher, time, CancellationToken.None);
        return new OpenStore(store, store.KeyValues, store.ColdCache);
    }
}

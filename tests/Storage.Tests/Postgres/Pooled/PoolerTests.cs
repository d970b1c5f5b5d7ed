using Npgsql;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Postgres;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;

namespace RagCluster.Storage.Tests.Postgres.Pooled;

/// <summary>What a start behind PgBouncer says, and what commits rest on there.</summary>
public sealed class PoolerTests
{
    [Fact]
    public async Task PoolerWithoutTheSetting_IsRefusedWithIt()
    {
        PostgresStoreOptions options = (await PooledAsync()) with { TransactionPooling = false };
        RagException refused = await Assert.ThrowsAsync<RagException>(() => OpenAsync(options));
        Assert.Contains("set RAG__Storage__Postgres__TransactionPooling to true", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PoolerThatDropsOptions_IsRefusedWithTheSetting()
    {
        await using PgBouncerServer pooler = await PgBouncerServer.StartAsync(await PostgresServer.SharedAsync(), ignoresOptions: true);
        string database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() =>
            OpenAsync(new PostgresStoreOptions { ConnectionString = pooler.Through(database) })
        );
        Assert.Contains("RAG__Storage__Postgres__TransactionPooling", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsThatAPoolerDrops_AreRefused()
    {
        PostgresStoreOptions options = new() { ConnectionString = "Host=a;Options=-c work_mem=1GB", TransactionPooling = true };
        ArgumentException refused = Assert.Throws<ArgumentException>(options.Validate);
        Assert.Contains("TransactionPooling", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatabaseWithAsynchronousCommits_IsSetRightInEachTransaction()
    {
        PostgresStoreOptions options = await PooledAsync();
        string name = new NpgsqlConnectionStringBuilder(options.ConnectionString).Database!;
        PostgresServer server = await PostgresServer.SharedAsync();
        await server.ExecuteAsync($"ALTER DATABASE {name} SET synchronous_commit = off");
        await using PostgresDocumentStore store = await OpenAsync(options);
        // A trigger sees what the transaction that writes has set.
        await using NpgsqlConnection connection = new(server.ConnectionString(name));
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(
            """
            CREATE TABLE seen (setting TEXT);
            CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$;
            CREATE TRIGGER see AFTER INSERT ON key_values FOR EACH ROW EXECUTE FUNCTION see();
            CREATE TRIGGER see AFTER INSERT ON collections FOR EACH ROW EXECUTE FUNCTION see();
            CREATE TRIGGER see AFTER INSERT ON epochs FOR EACH ROW EXECUTE FUNCTION see();
            """,
            connection
        );
        await command.ExecuteNonQueryAsync();
        await store.KeyValues.WriteAsync("scope", "key", new byte[] { 1 }, null, CancellationToken.None);
        await store.CreateCollectionAsync(new("acme", "papers"), new(), CancellationToken.None);
        await store.Epochs.TakeAsync("shard", "silo", CancellationToken.None);
        command.CommandText = "SELECT string_agg(setting, ',') FROM seen";
        Assert.Equal("on,on,on", await command.ExecuteScalarAsync());
    }

    private static async Task<PostgresStoreOptions> PooledAsync() => await new PostgresFixture(isPooled: true).OptionsAsync();

    private static Task<PostgresDocumentStore> OpenAsync(PostgresStoreOptions options) =>
        PostgresDocumentStore.OpenAsync(options, new ManualTime(), CancellationToken.None);
}

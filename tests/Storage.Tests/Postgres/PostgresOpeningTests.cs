using Npgsql;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Postgres;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Postgres.Migrations;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;

namespace RagCluster.Storage.Tests.Postgres;

public sealed class PostgresOpeningTests
{
    private static readonly ManualTime Time = new();

    [Fact]
    public async Task SilosThatStartAtOnce_MigrateOnce()
    {
        PostgresStoreOptions options = new() { ConnectionString = await NewDatabaseAsync() };
        PostgresDocumentStore[] stores = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => OpenAsync(options)));
        Assert.Equal(PostgresMigrator.Scripts.Count, await CountAsync(options, "schema_version"));
        foreach (PostgresDocumentStore store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task ServerThatAcknowledgesBeforeFlushing_IsRefused()
    {
        PostgresStoreOptions options = new() { ConnectionString = $"{await NewDatabaseAsync()};Options=-c synchronous_commit=off" };
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(options));
        Assert.Contains("synchronous_commit=off", refused.Message, StringComparison.Ordinal);
        Assert.Contains("RAG__Storage__Postgres__ConnectionString", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatabaseWithAsynchronousCommits_IsSetRightForOurSessions()
    {
        PostgresStoreOptions options = new() { ConnectionString = await NewDatabaseAsync() };
        string name = new NpgsqlConnectionStringBuilder(options.ConnectionString).Database!;
        await (await PostgresServer.SharedAsync()).ExecuteAsync($"ALTER DATABASE {name} SET synchronous_commit = off");
        await using PostgresDocumentStore store = await OpenAsync(options);
    }

    [Fact]
    public async Task NewerSchema_IsRefused()
    {
        PostgresStoreOptions options = new() { ConnectionString = await NewDatabaseAsync() };
        await (await OpenAsync(options)).DisposeAsync();
        await using (NpgsqlConnection connection = new(options.ConnectionString))
        {
            await connection.OpenAsync();
            await using NpgsqlCommand command = new("INSERT INTO schema_version VALUES (99, 0)", connection);
            await command.ExecuteNonQueryAsync();
        }

        RagException refused = await Assert.ThrowsAsync<RagException>(() => OpenAsync(options));
        Assert.Equal("storage-newer", refused.Code);
    }

    [Fact]
    public async Task LaterMigration_RunsOverAnOlderDatabaseOnce()
    {
        PostgresStoreOptions options = new() { ConnectionString = await NewDatabaseAsync() };
        await (await OpenAsync(options)).DisposeAsync();
        string[] later = [.. PostgresMigrator.Scripts, "CREATE TABLE later AS SELECT count(*) AS known FROM collections"];
        NpgsqlConnection connection = new(options.ConnectionString);
        await connection.OpenAsync();
        using (ReaderSession session = new(connection, options.MigrationMax))
        {
            PostgresMigrator.Migrate(session, options, Time, later);
            PostgresMigrator.Migrate(session, options, Time, later);
        }

        Assert.Equal(1, await CountAsync(options, "later"));
        Assert.Equal(later.Length, await CountAsync(options, "schema_version"));
        RagException refused = await Assert.ThrowsAsync<RagException>(() => OpenAsync(options));
        Assert.Equal("storage-newer", refused.Code);
    }

    [Fact]
    public async Task MissingServer_IsNamedWithoutThePassword()
    {
        PostgresStoreOptions options = new()
        {
            ConnectionString = $"Host=127.0.0.1;Port={LoopbackPort.Reserve()};Username=rag;Password=s3cret;Database=none",
            StartMax = TimeSpan.Zero,
        };
        RagException refused = await Assert.ThrowsAsync<RagException>(() => OpenAsync(options));
        Assert.Equal(ErrorKind.Unavailable, refused.Kind);
        Assert.Contains("RAG__Storage__Postgres__ConnectionString", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Host=a;Frobnicate=s3cret")]
    [InlineData("Host=a;Port=s3cret")]
    [InlineData("Database=s3cret")]
    [InlineData("")]
    public void UnreadableConnectionString_IsRefusedAndNotRepeated(string text)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new PostgresStoreOptions { ConnectionString = text }.Validate());
        Assert.Contains("RAG__Storage__Postgres__ConnectionString", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void SettingOutOfRange_IsNamed()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            new PostgresStoreOptions { ConnectionString = "Host=a", PoolMax = 1 }.Validate()
        );
        Assert.Contains("RAG__Storage__Postgres__PoolMax is 1", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string> NewDatabaseAsync() => await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

    private static Task<PostgresDocumentStore> OpenAsync(PostgresStoreOptions options) =>
        PostgresDocumentStore.OpenAsync(options, Time, CancellationToken.None);

    private static async Task<long> CountAsync(PostgresStoreOptions options, string table)
    {
        await using NpgsqlConnection connection = new(options.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new($"SELECT count(*) FROM {table}", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Files;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Migrations;
using RagCluster.Storage.Sqlite.Sessions;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Sqlite;

public sealed class SqliteOpeningTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private SqliteStoreOptions Options => new() { DataFolder = _folder.File("data") };

    private string DatabaseFile => Path.Combine(Options.DataFolder, SqliteDatabase.FileName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task MissingFolder_IsMade()
    {
        await using SqliteDocumentStore store = await OpenAsync();
        Assert.Empty(await store.ListCollectionsAsync("acme", CancellationToken.None));
    }

    [Fact]
    public async Task FolderInUse_IsRefusedAndFreeAfterClosing()
    {
        await using (SqliteDocumentStore store = await OpenAsync())
        {
            RagException error = await Assert.ThrowsAsync<RagException>(OpenAsync);
            Assert.Equal("storage-locked", error.Code);
            Assert.Contains(Options.DataFolder, error.Message, StringComparison.Ordinal);
            Assert.Contains("RAG__Storage__DataFolder", error.Message, StringComparison.Ordinal);
            Assert.Null(store.SealedReason);
        }

        await (await OpenAsync()).DisposeAsync();
    }

    [Theory]
    [InlineData("above/data", "above")]
    [InlineData("data", "data")]
    public void FileInAFoldersPlace_IsNoOtherProcess(string folder, string file)
    {
        File.WriteAllText(_folder.File(file), "note");
        RagException error = Assert.Throws<RagException>(() => DataFolderLock.Take(_folder.File(folder)));
        Assert.Equal(RagException.DeniedCode, error.Code);
        Assert.Contains("Move away what stands in its place", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinkThatLeadsToItself_IsNamed()
    {
        Directory.CreateDirectory(Options.DataFolder);
        File.CreateSymbolicLink(DatabaseFile, SqliteDatabase.FileName);
        RagException error = await Assert.ThrowsAsync<RagException>(OpenAsync);
        Assert.Contains(DatabaseFile, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("this is a text, and quite a long one, but not a database at all")]
    [InlineData(
        "SQLite format 3\0 and then something else that is longer than a header, so that it is looked at in full ...................."
    )]
    public async Task FileThatIsNoDatabase_IsRefusedByName(string content)
    {
        Directory.CreateDirectory(Options.DataFolder);
        await File.WriteAllTextAsync(DatabaseFile, content);
        RagException error = await Assert.ThrowsAsync<RagException>(OpenAsync);
        Assert.Equal(RagException.CorruptCode, error.Code);
        Assert.Contains(SqliteDatabase.FileName, error.Message, StringComparison.Ordinal);

        // The refusal gave the folder back.
        using DataFolderLock again = DataFolderLock.Take(Options.DataFolder);
    }

    [Fact]
    public async Task SchemaOfANewerBuild_IsRefused()
    {
        await (await OpenAsync()).DisposeAsync();
        await ChangeAsync("INSERT INTO schema_version VALUES (1000, 0)");
        RagException error = await Assert.ThrowsAsync<RagException>(OpenAsync);
        Assert.Equal("storage-newer", error.Code);
        Assert.Contains("1000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaterMigration_RunsOverAnOlderDatabaseOnce()
    {
        await WriteOneAsync();
        string[] later =
        [
            .. SchemaMigrator.Scripts,
            "CREATE TABLE later (documents INTEGER NOT NULL); INSERT INTO later SELECT count(*) FROM documents;",
        ];
        using (SqliteSession session = SqliteSession.OpenWriter(DatabaseFile))
        {
            SchemaMigrator.Migrate(session, TimeProvider.System, later);
            SchemaMigrator.Migrate(session, TimeProvider.System, later);
            Assert.Equal(1, session.Scalar("SELECT sum(documents) FROM later"));
            Assert.Equal(later.Length, session.Scalar("SELECT count(*) FROM schema_version"));
        }

        RagException refused = await Assert.ThrowsAsync<RagException>(OpenAsync);
        Assert.Equal("storage-newer", refused.Code);
    }

    [Fact]
    public async Task ChecksumsOfAnOlderSchema_FitAfterwards()
    {
        await using (SqliteDocumentStore store = await OpenAsync())
        {
            await store.KeyValues.WriteAsync("s", "k", new byte[] { 1 }, null, CancellationToken.None);
            await store.KeyValues.WriteAsync("s", "k", new byte[] { 2 }, 1, CancellationToken.None);
            await store.Epochs.TakeAsync("resource", "me", CancellationToken.None);
        }

        // As the first schema had them.
        await ChangeAsync("UPDATE key_values SET checksum = checksum - 2 * version");
        await ChangeAsync("UPDATE epochs SET checksum = checksum - 2 * epoch");
        await ChangeAsync("DELETE FROM schema_version WHERE version = 2");
        // By the sums of pages one changed bit is a flipped one, which would be set right before anything reads the row.
        File.Delete(DatabaseFile + ".sums");
        await using SqliteDocumentStore again = await OpenAsync();
        Assert.Equal(2, (await again.KeyValues.ReadAsync("s", "k", CancellationToken.None))!.Version);
        Assert.Equal(1, (await again.Epochs.FindAsync("resource", CancellationToken.None))!.Number);
        Assert.Empty((await again.CheckAsync(false, CancellationToken.None)).Findings);
        Assert.DoesNotContain(again.Damage.Findings, finding => finding.Kind is DamageKinds.KeyValue or DamageKinds.Epoch);
    }

    [Fact]
    public async Task DamageDoneWhileItWasClosed_IsFoundWhenRead()
    {
        Corpus.Documents.DocumentId id = await WriteOneAsync();
        await ChangeAsync("UPDATE shard_log SET payload = substr(payload, 1, 20) || x'ff' || substr(payload, 22)");
        await ChangeAsync("UPDATE blobs SET bytes = x'00' || substr(bytes, 2)");
        await using SqliteDocumentStore store = await OpenAsync();
        RagException content = await Assert.ThrowsAsync<RagException>(() =>
            store.ReadContentAsync(SampleWrites.Collection, id, 1, CancellationToken.None)
        );
        Assert.Equal(RagException.CorruptCode, content.Code);
        await foreach (
            Corpus.Logs.ShardLogRecord record in store.ReadLogAsync(new ShardId(SampleWrites.Collection, 0), 0, CancellationToken.None)
        )
            Assert.True(record.IsDeletion);
        Assert.Superset(new HashSet<string> { "log_record", "content" }, store.Damage.Findings.Select(finding => finding.Kind).ToHashSet());
    }

    [Fact]
    public async Task WriteAheadLog_IsCopiedAtClosing()
    {
        await WriteOneAsync();
        Assert.Equal(0, new FileInfo(DatabaseFile + "-wal").Length);
    }

    [Fact]
    public async Task ClosedStore_MayBeClosedAgainAndRefusesWork()
    {
        SqliteDocumentStore store = await OpenAsync();
        await store.DisposeAsync();
        await store.DisposeAsync();
        RagException error = await Assert.ThrowsAsync<RagException>(() => SampleWrites.CreateCollectionAsync(store));
        Assert.Equal(ErrorKind.Unavailable, error.Kind);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.ListCollectionsAsync("acme", CancellationToken.None));
    }

    private async Task<Corpus.Documents.DocumentId> WriteOneAsync()
    {
        await using SqliteDocumentStore store = await OpenAsync();
        await SampleWrites.CreateCollectionAsync(store);
        return await SampleWrites.IndexAsync(store, "a", "some content that is long enough");
    }

    private async Task ChangeAsync(string sql)
    {
        await using SqliteConnection connection = new($"Data Source={DatabaseFile};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private Task<SqliteDocumentStore> OpenAsync() => SqliteDocumentStore.OpenAsync(Options, TimeProvider.System, CancellationToken.None);
}

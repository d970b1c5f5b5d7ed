using RagCluster.Corpus.Errors;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Sqlite;

public sealed class DataFolderFaultTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Data => _folder.File("data");

    private string DatabaseFile => Path.Combine(Data, SqliteDatabase.FileName);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, "ragcluster.db.sums")]
    [InlineData(true, "ragcluster.db.sums")]
    [InlineData(false, "ragcluster.db-wal")]
    [InlineData(true, "ragcluster.db-wal")]
    [InlineData(false, "ragcluster.db.damaged")]
    [InlineData(false, "ragcluster.db.compact-part")]
    [InlineData(false, "shards/acme/docs/1/0/0/segment")]
    [InlineData(true, "shards/acme/docs/1/0/0/segment")]
    [InlineData(false, "restoring/ragcluster.db")]
    public async Task FolderThatHadADatabase_IsRefusedAndLeftAsItIs(bool isEmptied, string left)
    {
        Write(left);
        if (isEmptied)
            await File.WriteAllBytesAsync(DatabaseFile, []);
        RagException error = await Assert.ThrowsAsync<RagException>(OpenAsync);
        Assert.Equal(RagException.CorruptCode, error.Code);
        Assert.Contains($"'ragcluster.db' is {(isEmptied ? "empty" : "missing")}", error.Message, StringComparison.Ordinal);
        Assert.Contains(left.Split('/')[0], error.Message, StringComparison.Ordinal);
        Assert.Contains("rag restore", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal("left", await File.ReadAllTextAsync(Path.Combine(Data, left)));
        Assert.Equal(isEmptied, File.Exists(DatabaseFile));
    }

    [Fact]
    public async Task RealDatabase_ThatIsEmptiedOrRemoved_IsRefusedUntilItIsBack()
    {
        await using (SqliteDocumentStore store = await OpenAsync())
            await SampleWrites.CreateCollectionAsync(store);
        byte[] database = await File.ReadAllBytesAsync(DatabaseFile);
        await File.WriteAllBytesAsync(DatabaseFile, []);
        await Assert.ThrowsAsync<RagException>(OpenAsync);
        File.Delete(DatabaseFile);
        await Assert.ThrowsAsync<RagException>(OpenAsync);
        await File.WriteAllBytesAsync(DatabaseFile, database);
        await using SqliteDocumentStore again = await OpenAsync();
        Assert.NotNull(await again.FindCollectionAsync(SampleWrites.Collection, CancellationToken.None));
        Assert.Empty(again.Damage.Findings);
    }

    [Theory]
    [InlineData("PRAGMA user_version = 1")]
    [InlineData("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine')")]
    public async Task DatabaseWithoutOurTables_IsRefusedWithAnIndexAndBegunWithoutOne(string script)
    {
        Write("shards/acme/docs/1/0/0/segment");
        using (SqliteSession other = SqliteSession.OpenWriter(DatabaseFile))
            other.ExecuteScript(script);
        RagException error = await Assert.ThrowsAsync<RagException>(OpenAsync);
        Assert.Equal(RagException.CorruptCode, error.Code);
        Assert.Contains("has none of its tables, and the index in 'shards' is still there", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Data, "shards/acme/docs/1/0/0/segment")));
        using (SqliteSession other = SqliteSession.OpenReader(DatabaseFile))
            Assert.Equal(0, other.Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'collections'"));
        Directory.Delete(Path.Combine(Data, "shards"), recursive: true);
        await using SqliteDocumentStore store = await OpenAsync();
        Assert.Empty(await store.ListCollectionsAsync("acme", CancellationToken.None));
    }

    [Fact]
    public async Task NewDatabaseInTheOldOnesPlace_IsRefused()
    {
        await using (SqliteDocumentStore store = await OpenAsync())
            Assert.Empty(await store.ListCollectionsAsync("acme", CancellationToken.None));
        Write("shards/acme/docs/1/0/0/segment");
        RagException error = await Assert.ThrowsAsync<RagException>(OpenAsync);
        Assert.Contains(
            "'ragcluster.db' is newer than the index and holds nothing, and the index in 'shards' is",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task IndexOfTheLastCollection_WhoseDeletionWasCutOff_IsNoLoss()
    {
        await WriteOneAsync();
        await using (SqliteDocumentStore store = await OpenAsync())
            await store.DeleteCollectionAsync(SampleWrites.Collection, CancellationToken.None);
        Write($"shards/acme/docs/{TimeProvider.System.GetUtcNow().UtcTicks}/0/0/segment");
        await using SqliteDocumentStore again = await OpenAsync();
        Assert.Null(await again.FindCollectionAsync(SampleWrites.Collection, CancellationToken.None));
    }

    [Theory]
    [InlineData(".new", 0)]
    [InlineData(".new", 9_000)]
    [InlineData(".compact", 0)]
    [InlineData(".compact", 9_000)]
    public async Task WhatIsNoDatabase_DoesNotTakeItsPlace(string suffix, int bytes)
    {
        Corpus.Documents.DocumentId id = await WriteOneAsync();
        await File.WriteAllBytesAsync(DatabaseFile + suffix, new byte[bytes]);
        await using SqliteDocumentStore store = await OpenAsync();
        Assert.NotNull(await store.FindDocumentAsync(SampleWrites.Collection, id, CancellationToken.None));
        Assert.Empty(store.Damage.Findings);
    }

    [Fact]
    public async Task ShardsElsewhere_AreASignToo()
    {
        Directory.CreateDirectory(_folder.File("index"));
        await File.WriteAllTextAsync(Path.Combine(_folder.File("index"), "segment"), "");
        RagException error = await Assert.ThrowsAsync<RagException>(() => OpenAsync(Options.WithShards(_folder.File("index"))));
        Assert.Contains("index", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ragcluster.db")]
    [InlineData("ragcluster.db-wal")]
    [InlineData("ragcluster.db.sums")]
    [InlineData("reserve")]
    [InlineData("opening")]
    [InlineData("lock")]
    public async Task FolderInAFilesPlace_IsNamed(string file)
    {
        await WriteOneAsync();
        File.Delete(Path.Combine(Data, file));
        Directory.CreateDirectory(Path.Combine(Data, file));
        RagException error = await Assert.ThrowsAsync<RagException>(OpenAsync);
        Assert.Contains($"{file}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("folder stands in", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task FolderInAPlaceThatIsSeldomUsed_IsNamedToo()
    {
        await WriteOneAsync();
        Directory.CreateDirectory(DatabaseFile + ".compact-part");
        RagException error = await Assert.ThrowsAsync<RagException>(OpenAsync);
        Assert.Equal("storage-denied", error.Code);
        Assert.Contains("ragcluster.db.compact-part'", error.Message, StringComparison.Ordinal);
    }

    // What comes with an installation, and what a first start leaves that was killed.
    [Fact]
    public async Task FolderThatNeverHadADatabase_IsBegun()
    {
        foreach (
            string harmless in (string[])["lock", "reserve", "models/registry.json", "settings.json", "ragcluster.db-journal", "notes.txt"]
        )
            Write(harmless);
        Directory.CreateDirectory(Path.Combine(Data, "shards", "acme"));
        await File.WriteAllBytesAsync(DatabaseFile, []);
        await using SqliteDocumentStore store = await OpenAsync();
        Assert.Empty(await store.ListCollectionsAsync("acme", CancellationToken.None));
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(512)]
    [InlineData(1)]
    public async Task TruncatedDatabase_IsRefused(int bytes)
    {
        await WriteOneAsync();
        await ChangeAsync(database => database[..bytes]);
        RagException error = await Assert.ThrowsAsync<RagException>(OpenAsync);
        Assert.Equal(RagException.CorruptCode, error.Code);
        Assert.Contains(SqliteDatabase.FileName, error.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, new FileInfo(DatabaseFile).Length);
    }

    [Fact]
    public async Task DatabaseOfZeroes_IsRefused()
    {
        await WriteOneAsync();
        await ChangeAsync(database => new byte[database.Length]);
        RagException error = await Assert.ThrowsAsync<RagException>(OpenAsync);
        Assert.Equal(RagException.CorruptCode, error.Code);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(100)]
    [InlineData(4096)]
    public async Task OverwrittenHeader_IsMadeAnewAndNamed(int bytes)
    {
        Corpus.Documents.DocumentId id = await WriteOneAsync();
        await ChangeAsync(database => [.. new byte[bytes], .. database[bytes..]]);
        await using (SqliteDocumentStore store = await OpenAsync())
        {
            Assert.NotEmpty(store.Damage.Findings);
            Assert.NotNull(await store.FindDocumentAsync(SampleWrites.Collection, id, CancellationToken.None));
        }

        await using SqliteDocumentStore again = await OpenAsync();
        Assert.Empty(again.Damage.Findings);
    }

    private SqliteStoreOptions Options => new() { DataFolder = Data };

    private async Task<Corpus.Documents.DocumentId> WriteOneAsync()
    {
        await using SqliteDocumentStore store = await OpenAsync();
        await SampleWrites.CreateCollectionAsync(store);
        return await SampleWrites.IndexAsync(store, "a", "some content that is long enough");
    }

    private async Task ChangeAsync(Func<byte[], byte[]> change) =>
        await File.WriteAllBytesAsync(DatabaseFile, change(await File.ReadAllBytesAsync(DatabaseFile)));

    private void Write(string file)
    {
        string path = Path.Combine(Data, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "left");
    }

    private Task<SqliteDocumentStore> OpenAsync() => OpenAsync(Options);

    private static Task<SqliteDocumentStore> OpenAsync(SqliteStoreOptions options) =>
        SqliteDocumentStore.OpenAsync(options, TimeProvider.System, CancellationToken.None);
}

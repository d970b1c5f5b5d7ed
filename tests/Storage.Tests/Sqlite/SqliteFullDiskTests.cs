using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Files;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Sqlite;

/// <summary>
/// On a full disk nothing new is taken, what is there can be deleted, and the store goes on by itself when there is space.
/// </summary>
public sealed class SqliteFullDiskTests : IDisposable
{
    private const int DiskMebibytes = 48;
    private const int DocumentBytes = 256 << 10;
    private readonly TempFolder _folder = new();
    private readonly CollectionId _collection = new(CollectionId.DefaultTenant, "full");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FullDisk_RefusesUploads_DeletesDocuments_AndTakesUploadsAgain()
    {
        using SmallDisk? disk = SmallDisk.TryMount(DiskMebibytes);
        if (disk is null)
            return;
        await using SqliteDocumentStore store = await OpenAsync(new SqliteStoreOptions { DataFolder = disk.FullPath });
        await store.CreateCollectionAsync(_collection, new CollectionSettings(), CancellationToken.None);
        DocumentId[] documents = await UploadUntilFullAsync(store);
        disk.Fill();
        Assert.InRange((await store.MeasureDiskAsync(CancellationToken.None))!.Value.Share, 0.95, 1);
        Assert.Equal(StorageFailure.FullCode, (await Assert.ThrowsAsync<RagException>(() => UploadAsync(store, 1_000))).Code);
        foreach (DocumentId document in documents)
            Assert.NotNull(await store.DeleteDocumentAsync(_collection, document, 0, null, CancellationToken.None));
        Assert.Null(store.SealedReason);
        await UploadAsync(store, 1_001);
        disk.Free();
        await UploadAsync(store, 1_002);
        Assert.True(File.Exists(Path.Combine(disk.FullPath, DiskReserve.FileName)));
    }

    [Fact]
    public async Task FullDisk_IsOpenedAgain_AndDeletesThen()
    {
        using SmallDisk? disk = SmallDisk.TryMount(DiskMebibytes);
        if (disk is null)
            return;
        SqliteStoreOptions options = new() { DataFolder = disk.FullPath };
        DocumentId[] documents;
        await using (SqliteDocumentStore store = await OpenAsync(options))
        {
            await store.CreateCollectionAsync(_collection, new CollectionSettings(), CancellationToken.None);
            documents = await UploadUntilFullAsync(store);
        }

        disk.Fill();
        await using SqliteDocumentStore again = await OpenAsync(options);
        Assert.NotNull(await again.DeleteDocumentAsync(_collection, documents[0], 0, null, CancellationToken.None));
    }

    // To be told that it is beyond help would have somebody throw away what a megabyte of space brings back.
    [Fact]
    public async Task MalformedDatabaseOnAFullDisk_IsCalledAFullDisk_AtEachStart()
    {
        using SmallDisk? disk = SmallDisk.TryMount(DiskMebibytes);
        if (disk is null)
            return;
        SqliteStoreOptions options = new() { DataFolder = disk.FullPath };
        DocumentId[] documents = new DocumentId[32];
        await using (SqliteDocumentStore store = await OpenAsync(options))
        {
            await store.CreateCollectionAsync(_collection, new CollectionSettings(), CancellationToken.None);
            for (int i = 0; i < documents.Length; i++)
                documents[i] = await UploadAsync(store, i);
        }

        await using (FileStream database = File.OpenWrite(Path.Combine(disk.FullPath, SqliteDatabase.FileName)))
            database.Write(new byte[4_096]);
        for (int start = 0; start < 3; start++)
        {
            disk.Fill();
            RagException refused = await Assert.ThrowsAsync<RagException>(() => OpenAsync(options));
            Assert.Equal(StorageFailure.FullCode, refused.Code);
        }

        disk.Free();
        await using SqliteDocumentStore again = await OpenAsync(options);
        Assert.NotEmpty(again.Damage.Findings);
        Assert.NotNull(await again.FindDocumentAsync(_collection, documents[0], CancellationToken.None));
    }

    // The same rules where no disk can be mounted: any disk is nearly full from so small a share on.
    [Fact]
    public async Task NearlyFullDisk_TakesNothingNew_AndDeletes()
    {
        SqliteStoreOptions roomy = new() { DataFolder = _folder.FullPath, DiskReserveBytes = 1 << 16 };
        DocumentId document;
        await using (SqliteDocumentStore store = await OpenAsync(roomy))
        {
            await store.CreateCollectionAsync(_collection, new CollectionSettings(), CancellationToken.None);
            document = await UploadAsync(store, 1);
        }

        await using SqliteDocumentStore full = await OpenAsync(roomy with { DiskShareMax = 1e-9 });
        RagException refused = await Assert.ThrowsAsync<RagException>(() => UploadAsync(full, 2));
        Assert.Equal((ErrorKind.Unavailable, StorageFailure.FullCode), (refused.Kind, refused.Code));
        Assert.NotNull(refused.RetryAfter);
        CollectionId other = new(CollectionId.DefaultTenant, "other");
        Assert.Equal(
            StorageFailure.FullCode,
            (
                await Assert.ThrowsAsync<RagException>(() =>
                    full.CreateCollectionAsync(other, new CollectionSettings(), CancellationToken.None)
                )
            ).Code
        );
        Assert.NotNull(await full.DeleteDocumentAsync(_collection, document, 0, null, CancellationToken.None));
    }

    [Fact]
    public async Task WriteThatFreesSpace_GetsTheReserve_AndOthersDoNot()
    {
        await using SqliteDatabase database = SqliteDatabase.Open(
            new SqliteStoreOptions { DataFolder = _folder.FullPath, DiskReserveBytes = 1 << 16 },
            TimeProvider.System,
            new Corpus.Damage.DamageLedger(TimeProvider.System)
        );
        string reserve = _folder.File(DiskReserve.FileName);
        Assert.True(File.Exists(reserve));
        SqliteException full = new("database or disk is full", SQLitePCL.raw.SQLITE_FULL, SQLitePCL.raw.SQLITE_FULL);
        RagException refused = await Assert.ThrowsAsync<RagException>(() =>
            database.Writer.WriteAsync<int>(_ => throw full, 0, CancellationToken.None)
        );
        Assert.Equal(StorageFailure.FullCode, refused.Code);
        Assert.True(File.Exists(reserve));
        bool wasThere = await database.Writer.FreeAsync(
            _ => File.Exists(reserve) ? throw full : File.Exists(reserve),
            CancellationToken.None
        );
        Assert.False(wasThere);
        await database.Writer.WriteAsync(_ => 0, 0, CancellationToken.None);
        Assert.True(File.Exists(reserve));
    }

    private static Task<SqliteDocumentStore> OpenAsync(SqliteStoreOptions options) =>
        SqliteDocumentStore.OpenAsync(options, TimeProvider.System, CancellationToken.None);

    private async Task<DocumentId[]> UploadUntilFullAsync(SqliteDocumentStore store)
    {
        List<DocumentId> documents = [];
        while (true)
        {
            try
            {
                documents.Add(await UploadAsync(store, documents.Count));
            }
            catch (RagException full) when (full.Code == StorageFailure.FullCode)
            {
                Assert.NotEmpty(documents);
                return [.. documents];
            }
        }
    }

    private async Task<DocumentId> UploadAsync(SqliteDocumentStore store, int number)
    {
        byte[] content = new byte[DocumentBytes];
        new Random(number).NextBytes(content);
        UploadedDocument document = new() { Name = $"{number}.txt", Content = content };
        return (await store.AcceptAsync(_collection, [document], [], CancellationToken.None)).Documents[0].DocumentId!;
    }
}

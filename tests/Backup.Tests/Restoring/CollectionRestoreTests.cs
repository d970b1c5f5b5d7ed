using RagCluster.Backup.Destinations;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Restoring;
using RagCluster.Backup.Taking;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Logs;
using RagCluster.Storage;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Postgres;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Relational.Copying;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;

namespace RagCluster.Backup.Tests.Restoring;

/// <summary>A collection of a backup comes into a store that is in use, under a new name, whole or not at all.</summary>
public sealed class CollectionRestoreTests
{
    private static readonly RestorePlan Papers = new("default", "papers");
    private static readonly CollectionId Again = new("default", "again");

    [Theory]
    [InlineData(StoreEngine.Sqlite)]
    [InlineData(StoreEngine.Postgres)]
    public async Task UnderANewName_TheCollectionHoldsTheSame_AndTheStoreIsWhole(StoreEngine engine)
    {
        using TempFolder folder = new();
        await using RelationalDocumentStore store = await OpenAsync(engine, folder);
        (BackupDestination destination, string backup) = await TakeAsync(store, folder);
        // What is written after the backup is in the original only, and what is written while it is restored goes on beside it.
        await SampleStore.AddAsync(store, SampleStore.Notes, 100);
        RestoreReport report = await RestoreAsync(store, destination, backup, _ => Task.CompletedTask);
        Assert.Equal("papers", Assert.Single(report.Collections).Name);
        await RequireEqualAsync(store);
        Assert.Empty((await store.CheckAsync(false, default)).Findings);
        Assert.Equal(0, await store.Imports.SweepAsync(default));
        // Both go on, each by itself.
        await SampleStore.AddAsync(store, Again, 200);
        Assert.True(await store.DeleteCollectionAsync(SampleStore.Papers, default));
        Assert.NotNull(await store.ReadContentAsync(Again, new DocumentId("d4"), 1, default));
        Assert.Empty((await store.CheckAsync(false, default)).Findings);
    }

    [Fact]
    public async Task NameThatIsTaken_IsRefused_AtTheBeginAndAtTheEnd()
    {
        using TempFolder folder = new();
        await using RelationalDocumentStore store = await OpenAsync(StoreEngine.Sqlite, folder);
        (BackupDestination destination, string backup) = await TakeAsync(store, folder);
        CollectionRestore restore = new(destination, store.Imports);
        RagException taken = await Assert.ThrowsAsync<RagException>(() =>
            restore.RunAsync(backup, Papers, SampleStore.Notes, _ => Task.CompletedTask, default)
        );
        Assert.Equal((ErrorKind.Conflict, "as"), (taken.Kind, taken.Field));
        string before = await SampleStore.DigestAsync(store);
        bool isMade = false;
        RagException late = await Assert.ThrowsAsync<RagException>(() =>
            restore.RunAsync(
                backup,
                Papers,
                Again,
                async _ =>
                {
                    if (!isMade)
                        await store.CreateCollectionAsync(Again, new CollectionSettings { Model = "tiny", ShardCount = 1 }, default);
                    isMade = true;
                },
                default
            )
        );
        Assert.Equal(ErrorKind.Conflict, late.Kind);
        Assert.Equal(0, (await store.FindCollectionAsync(Again, default))!.DocumentCount);
        Assert.True(await store.DeleteCollectionAsync(Again, default));
        Assert.Equal(before, await SampleStore.DigestAsync(store));
        Assert.Equal(ErrorKind.Invalid, (await Refused(restore, backup, Papers, new CollectionId("default", "No Name"))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Refused(restore, backup, new RestorePlan("default", "none"), Again)).Kind);
    }

    [Fact]
    public async Task EndedAtAnyPlace_NothingIsSeen_AndWhatIsLeftGoes()
    {
        using TempFolder folder = new();
        await using RelationalDocumentStore store = await OpenAsync(StoreEngine.Sqlite, folder);
        (BackupDestination destination, string backup) = await TakeAsync(store, folder);
        string before = await SampleStore.DigestAsync(store);
        int places = 0;
        await RestoreAsync(store, destination, backup, _ => Task.FromResult(places++));
        Assert.True(await store.DeleteCollectionAsync(Again, default));
        Assert.True(places > 5, $"{places} places");
        for (int place = 1; place <= places; place++)
        {
            using CancellationTokenSource ended = new();
            int reported = 0;
            int pending = (await store.ListPendingAsync(1_000, default)).Count;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                new CollectionRestore(destination, store.Imports).RunAsync(
                    backup,
                    Papers,
                    Again,
                    async _ =>
                    {
                        Assert.Null(await store.FindCollectionAsync(Again, default));
                        Assert.Equal(2, (await store.ListCollectionsAsync("default", default)).Count);
                        Assert.Equal(pending, (await store.ListPendingAsync(1_000, default)).Count);
                        Assert.Empty((await store.CheckAsync(false, default)).Findings);
                        if (++reported == place)
                            await ended.CancelAsync();
                    },
                    ended.Token
                )
            );
            Assert.Equal(before, await SampleStore.DigestAsync(store));
        }
    }

    [Fact]
    public async Task BackupTakenMeanwhile_IsRestored()
    {
        using TempFolder folder = new();
        await using RelationalDocumentStore store = await OpenAsync(StoreEngine.Sqlite, folder);
        (BackupDestination destination, string backup) = await TakeAsync(store, folder);
        List<string> taken = [];
        await RestoreAsync(
            store,
            destination,
            backup,
            async _ =>
                taken.Add((await new BackupTaker(store, destination, TimeProvider.System).TakeAsync(BackupKind.Full, [], default)).Name)
        );
        FolderRestore restore = new(destination, ContentCipher.None, TimeProvider.System);
        foreach (string name in taken)
        {
            await restore.RunAsync(name, RestorePlan.Everything, folder.File(name), default);
            await using RelationalDocumentStore restored = await SampleStore.OpenAsync(folder.File(name));
            Assert.Equal(2, (await restored.ListCollectionsAsync("default", default)).Count);
            Assert.Equal(1, await restored.Imports.SweepAsync(default));
            Assert.Empty((await restored.CheckAsync(true, default)).Findings);
        }
    }

    [Fact]
    public async Task WhatAnEndedProcessLeft_IsSwept_AndTheNextRestoreSucceeds()
    {
        using TempFolder folder = new();
        await using RelationalDocumentStore store = await OpenAsync(StoreEngine.Sqlite, folder);
        (BackupDestination destination, string backup) = await TakeAsync(store, folder);
        string before = await SampleStore.DigestAsync(store);
        // Neither completed nor disposed of, as where the process was killed.
        CollectionImport killed = await store.Imports.BeginAsync(Again, default);
        await store.SnapshotAsync(
            async snapshot =>
            {
                object?[] row = snapshot.Read(CopiedTables.Collections).First();
                await killed.WriteAsync(CopiedTables.Collections, [row], default);
                return true;
            },
            default
        );
        Assert.Null(await store.FindCollectionAsync(Again, default));
        Assert.NotEqual(before, await SampleStore.DigestAsync(store));
        Assert.Equal(1, await store.Imports.SweepAsync(default));
        Assert.Equal(before, await SampleStore.DigestAsync(store));
        await RestoreAsync(store, destination, backup, _ => Task.CompletedTask);
        await RequireEqualAsync(store);
    }

    private static async Task RequireEqualAsync(RelationalDocumentStore store)
    {
        CollectionState original = (await store.FindCollectionAsync(SampleStore.Papers, default))!;
        CollectionState again = (await store.FindCollectionAsync(Again, default))!;
        Assert.Equal(original with { Id = Again, CreatedAt = again.CreatedAt }, again);
        IReadOnlyList<Document> documents = await store.ListDocumentsAsync(SampleStore.Papers, null, null, 1_000, default);
        IReadOnlyList<Document> restored = await store.ListDocumentsAsync(Again, null, null, 1_000, default);
        Assert.Equal(documents.Select(one => (one.Id, one.Name, one.State)), restored.Select(one => (one.Id, one.Name, one.State)));
        foreach (Document one in documents)
        {
            Assert.Equal(
                (await store.ReadContentAsync(SampleStore.Papers, one.Id, one.Generation, default))?.ToArray(),
                (await store.ReadContentAsync(Again, one.Id, one.Generation, default))?.ToArray()
            );
        }

        for (int shard = 0; shard < 2; shard++)
            Assert.Equal(await LogAsync(store, SampleStore.Papers, shard), await LogAsync(store, Again, shard));
    }

    private static async Task<List<string>> LogAsync(IDocumentStore store, CollectionId collection, int shard)
    {
        List<string> records = [];
        await foreach (ShardLogRecord record in store.ReadLogAsync(new ShardId(collection, shard), 0, default))
        {
            string vectors = string.Join(';', record.Chunks.Select(chunk => $"{chunk.Chunk.Text} {string.Join(',', chunk.Vector)}"));
            records.Add($"{record.Sequence} {record.Document} {record.Generation} {vectors}");
        }

        return records;
    }

    private static Task<RagException> Refused(CollectionRestore restore, string backup, RestorePlan plan, CollectionId target) =>
        Assert.ThrowsAsync<RagException>(() => restore.RunAsync(backup, plan, target, _ => Task.CompletedTask, default));

    private static Task<RestoreReport> RestoreAsync(
        RelationalDocumentStore store,
        BackupDestination destination,
        string backup,
        Func<RestoreProgress, Task> progress
    ) => new CollectionRestore(destination, store.Imports).RunAsync(backup, Papers, Again, progress, default);

    private static async Task<(BackupDestination Destination, string Backup)> TakeAsync(RelationalDocumentStore store, TempFolder folder)
    {
        await SampleStore.FillAsync(store);
        BackupDestination destination = SampleStore.Destination(folder.File("backups"));
        return (destination, (await new BackupTaker(store, destination, TimeProvider.System).TakeAsync(BackupKind.Full, [], default)).Name);
    }

    private static async Task<RelationalDocumentStore> OpenAsync(StoreEngine engine, TempFolder folder)
    {
        if (engine == StoreEngine.Sqlite)
            return await SampleStore.OpenAsync(folder.File("data"));
        PostgresStoreOptions options = new()
        {
            ConnectionString = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(),
            Timeout = TimeSpan.FromSeconds(20),
            IdleTransactionMax = TimeSpan.FromSeconds(20),
        };
        return await PostgresDocumentStore.OpenAsync(options, TimeProvider.System, default);
    }
}

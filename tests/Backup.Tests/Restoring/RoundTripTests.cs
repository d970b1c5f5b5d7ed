using RagCluster.Backup.Destinations;
using RagCluster.Backup.Encryption;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Restoring;
using RagCluster.Backup.Taking;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Postgres;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Sqlite;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;

namespace RagCluster.Backup.Tests.Restoring;

/// <summary>What was backed up comes back, the same to the byte, into either engine.</summary>
public sealed class RoundTripTests
{
    private static readonly BackupKey Key = new([.. Enumerable.Range(7, 32).Select(i => (byte)i)]);
    private static readonly BackupFile Registry = new("models/registry.json", () => new MemoryStream("{}"u8.ToArray()));
    private static readonly BackupFile Empty = new("settings.json", () => new MemoryStream());

    public static TheoryData<bool> WithKeyAndWithout => [true, false];

    [Theory]
    [MemberData(nameof(WithKeyAndWithout))]
    public async Task BackupDestroyRestore_IsTheSameToTheByte(bool isEncrypted)
    {
        using TempFolder folder = new();
        BackupDestination destination = SampleStore.Destination(folder.File("backups"), isEncrypted ? Key : null);
        string digest;
        BackupManifest manifest;
        await using (SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data")))
        {
            await SampleStore.FillAsync(store);
            digest = await SampleStore.DigestAsync(store);
            manifest = await Taker(store, destination).TakeAsync(BackupKind.Full, [Registry, Empty], default);
        }

        Directory.Delete(folder.File("data"), recursive: true);
        RestoreReport report = await new FolderRestore(destination, ContentCipher.None, TimeProvider.System).RunAsync(
            manifest.Name,
            RestorePlan.Everything,
            folder.File("new"),
            default
        );
        Assert.Equal((manifest.Rows, 2), (report.Rows, report.Files));
        Assert.Equal("{}", await File.ReadAllTextAsync(Path.Combine(folder.File("new"), "models", "registry.json")));
        Assert.Empty(await File.ReadAllBytesAsync(Path.Combine(folder.File("new"), "settings.json")));
        Assert.False(Directory.Exists(Path.Combine(folder.File("new"), "restoring")));
        await using SqliteDocumentStore restored = await SampleStore.OpenAsync(folder.File("new"));
        Assert.Equal(digest, await SampleStore.DigestAsync(restored));
        Assert.Empty((await restored.CheckAsync(false, default)).Findings);
        // It goes on as a store: keys that were given are not given again.
        await SampleStore.AddAsync(restored, SampleStore.Papers, 100);
    }

    [Fact]
    public async Task SqliteToPostgresToSqlite_IsTheSameToTheByte()
    {
        using TempFolder folder = new();
        BackupDestination destination = SampleStore.Destination(folder.File("backups"));
        PostgresStoreOptions options = new()
        {
            ConnectionString = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(),
            Timeout = TimeSpan.FromSeconds(20),
            IdleTransactionMax = TimeSpan.FromSeconds(20),
        };
        string digest;
        string first;
        await using (SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data")))
        {
            await SampleStore.FillAsync(store);
            digest = await SampleStore.DigestAsync(store);
            first = (await Taker(store, destination).TakeAsync(BackupKind.Full, [], default)).Name;
        }

        StoreRestore restore = new(destination);
        await restore.RunAsync(
            first,
            RestorePlan.Everything,
            async v => await PostgresRowTarget.OpenAsync(options, v, ContentCipher.None, TimeProvider.System, default),
            default
        );
        BackupManifest second;
        await using (PostgresDocumentStore store = await PostgresDocumentStore.OpenAsync(options, TimeProvider.System, default))
        {
            Assert.Equal(digest, await SampleStore.DigestAsync(store));
            second = await Taker(store, destination).TakeAsync(BackupKind.Full, [], default);
            await SampleStore.AddAsync(store, SampleStore.Papers, 100);
        }

        // The rows are the same bytes whatever engine they come from: nothing had to be written again.
        Assert.Equal(0, second.OwnBytes);
        await new FolderRestore(destination, ContentCipher.None, TimeProvider.System).RunAsync(
            second.Name,
            RestorePlan.Everything,
            folder.File("back"),
            default
        );
        await using SqliteDocumentStore back = await SampleStore.OpenAsync(folder.File("back"));
        Assert.Equal(digest, await SampleStore.DigestAsync(back));
        RagException refusal = await Assert.ThrowsAsync<RagException>(() =>
            restore.RunAsync(
                first,
                RestorePlan.Everything,
                async v => await PostgresRowTarget.OpenAsync(options, v, ContentCipher.None, TimeProvider.System, default),
                default
            )
        );
        Assert.Equal(ErrorKind.Conflict, refusal.Kind);
    }

    [Fact]
    public async Task SecondBackup_WritesWhatChanged()
    {
        using TempFolder folder = new();
        BackupDestination destination = SampleStore.Destination(folder.File("backups"));
        await using SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data"));
        await SampleStore.FillAsync(store);
        BackupManifest first = await Taker(store, destination).TakeAsync(BackupKind.Full, [Registry], default);
        BackupManifest same = await Taker(store, destination).TakeAsync(BackupKind.Full, [Registry], default);
        Assert.Equal((first.OwnBytes, 0), (first.Bytes, same.OwnBytes));
        await store.KeyValues.WriteAsync("grain/x", "b", new byte[] { 1 }, null, default);
        BackupManifest changed = await Taker(store, destination).TakeAsync(BackupKind.Full, [Registry], default);
        BackupPart own = Assert.Single(changed.Parts, part => part.Name.StartsWith(changed.Name, StringComparison.Ordinal));
        Assert.Equal("key_values", own.Table);
        Assert.Equal([first.Name, same.Name, changed.Name], await destination.ListAsync(default));
    }

    [Fact]
    public async Task OneCollection_ComesAlone()
    {
        using TempFolder folder = new();
        BackupDestination destination = SampleStore.Destination(folder.File("backups"));
        CollectionState before;
        BackupManifest manifest;
        await using (SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data")))
        {
            await SampleStore.FillAsync(store);
            before = (await store.FindCollectionAsync(SampleStore.Notes, default))!;
            manifest = await Taker(store, destination).TakeAsync(BackupKind.Full, [Registry], default);
        }

        RestorePlan plan = new("default", "notes");
        RestoreReport wouldBe = await new StoreRestore(destination).TryAsync(manifest.Name, plan, default);
        FolderRestore restore = new(destination, ContentCipher.None, TimeProvider.System);
        RestoreReport report = await restore.RunAsync(manifest.Name, plan, folder.File("new"), default);
        Assert.Equal((wouldBe.Rows, "notes"), (report.Rows, Assert.Single(report.Collections).Name));
        await using SqliteDocumentStore restored = await SampleStore.OpenAsync(folder.File("new"));
        Assert.Equal(before, Assert.Single(await restored.ListCollectionsAsync("default", default)));
        Assert.NotNull(await restored.ReadContentAsync(SampleStore.Notes, new DocumentId("d4"), 1, default));
        RagException missing = await Assert.ThrowsAsync<RagException>(() =>
            restore.RunAsync(manifest.Name, new RestorePlan("default", "none"), folder.File("other"), default)
        );
        Assert.Equal(ErrorKind.NotFound, missing.Kind);
        // A refusal leaves the folder as one into which a restore goes.
        await restore.RunAsync(manifest.Name, plan, folder.File("other"), default);
    }

    [Fact]
    public async Task Configuration_HasCollectionsWithoutDocuments()
    {
        using TempFolder folder = new();
        BackupDestination destination = SampleStore.Destination(folder.File("backups"));
        BackupManifest manifest;
        await using (SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data")))
        {
            await SampleStore.FillAsync(store);
            manifest = await Taker(store, destination).TakeAsync(BackupKind.Configuration, [Registry], default);
        }

        await new FolderRestore(destination, ContentCipher.None, TimeProvider.System).RunAsync(
            manifest.Name,
            RestorePlan.Everything,
            folder.File("new"),
            default
        );
        await using SqliteDocumentStore restored = await SampleStore.OpenAsync(folder.File("new"));
        IReadOnlyList<CollectionState> collections = await restored.ListCollectionsAsync("default", default);
        Assert.Equal(["notes", "papers"], collections.Select(collection => collection.Id.Name));
        Assert.All(collections, collection => Assert.Equal((0, 0), (collection.DocumentCount, collection.ChunkCount)));
        await SampleStore.AddAsync(restored, SampleStore.Papers, 4);
        Assert.Empty((await restored.CheckAsync(false, default)).Findings);
    }

    [Fact]
    public async Task FolderWithSomethingInIt_IsRefused()
    {
        using TempFolder folder = new();
        BackupDestination destination = SampleStore.Destination(folder.File("backups"));
        await using SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data"));
        BackupManifest manifest = await Taker(store, destination).TakeAsync(BackupKind.Full, [], default);
        FolderRestore restore = new(destination, ContentCipher.None, TimeProvider.System);
        Directory.CreateDirectory(folder.File("new"));
        await File.WriteAllTextAsync(Path.Combine(folder.File("new"), "mine.txt"), "mine");
        RagException refusal = await Assert.ThrowsAsync<RagException>(() =>
            restore.RunAsync(manifest.Name, RestorePlan.Everything, folder.File("new"), default)
        );
        Assert.Contains("mine.txt", refusal.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.File("new"), "mine.txt")));
    }

    [Fact]
    public async Task BackupUnderWrites_IsTheStateOfOneMoment()
    {
        using TempFolder folder = new();
        BackupDestination destination = SampleStore.Destination(folder.File("backups"));
        await using SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data"));
        await SampleStore.FillAsync(store);
        using CancellationTokenSource ended = new();
        int added = 1_000;
        Task writing = Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested)
                await SampleStore.AddAsync(store, SampleStore.Papers, 6 * Interlocked.Increment(ref added));
        });
        // Numbers of documents are given in order and acknowledged one by one: a consistent prefix has no gap, and all that was
        // acknowledged before.
        for (int round = 0; round < 3; round++)
        {
            int before = Volatile.Read(ref added) - 1;
            BackupManifest manifest = await Taker(store, destination).TakeAsync(BackupKind.Full, [], default);
            await new FolderRestore(destination, ContentCipher.None, TimeProvider.System).RunAsync(
                manifest.Name,
                RestorePlan.Everything,
                folder.File($"{round}"),
                default
            );
            await using SqliteDocumentStore restored = await SampleStore.OpenAsync(folder.File($"{round}"));
            int[] numbers = [.. (await NumbersAsync(restored)).Where(number => number > 6_000).Order()];
            Assert.Equal(Enumerable.Range(1_001, numbers.Length).Select(i => 6 * i), numbers);
            Assert.InRange(numbers.Length, before - 1_000, int.MaxValue);
        }

        await ended.CancelAsync();
        await writing;
    }

    // The numbers of all documents of the papers, page by page.
    private static async Task<List<int>> NumbersAsync(SqliteDocumentStore store)
    {
        List<int> numbers = [];
        IReadOnlyList<Document> page = [];
        do
        {
            page = await store.ListDocumentsAsync(SampleStore.Papers, null, page.LastOrDefault()?.Id, 1_000, default);
            numbers.AddRange(page.Select(document => int.Parse(document.Id.Value[1..], null)));
        } while (page.Count > 0);

        return numbers;
    }

    private static BackupTaker Taker(RelationalDocumentStore store, BackupDestination destination) =>
        new(store, destination, TimeProvider.System);
}

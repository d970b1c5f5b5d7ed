using RagCluster.Backup.Manifests;
using RagCluster.Backup.Restoring;
using RagCluster.Backup.Shipping;
using RagCluster.Backup.Taking;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Postgres;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Sqlite;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;

namespace RagCluster.Backup.Tests.Shipping;

/// <summary>A store comes back to the moment of any shipped segment, to the byte, from either engine.</summary>
public sealed class LogShipperTests
{
    private const string Key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private const int Steps = 14;

    [Theory]
    [InlineData(StoreEngine.Sqlite, 1)]
    [InlineData(StoreEngine.Sqlite, 2)]
    [InlineData(StoreEngine.Postgres, 3)]
    public async Task EachMoment_ComesBack(StoreEngine engine, int seed)
    {
        using TempFolder folder = new();
        BackupOptions options = new() { Folder = folder.File("backups"), Key = seed == 2 ? Key : null };
        Random random = new(seed);
        List<(DateTimeOffset At, string Digest)> moments = [];
        await using (RelationalDocumentStore store = await OpenAsync(engine, folder.File("data")))
        {
            await SampleStore.FillAsync(store, 6);
            using LogShipper shipper = new(store.ChangeLog, options, TimeProvider.System);
            await shipper.ChainAsync(default);
            Assert.Null(await shipper.ShipAsync(default));
            int document = 100;
            for (int step = 0; step < Steps; step++)
            {
                if (step is 0 || random.Next(5) == 0)
                    await TakeAsync(store, options);
                for (int writes = random.Next(1, 4); writes > 0; writes--)
                    await WriteAsync(store, random, document++);
                // Taken amid changes that were not shipped: what comes later goes on top of it all the same.
                if (random.Next(3) == 0)
                    await TakeAsync(store, options);
                Assert.NotNull(await shipper.ShipAsync(default));
                moments.Add((TimeProvider.System.GetUtcNow(), await SampleStore.DigestAsync(store)));
            }
        }

        int number = 0;
        foreach ((DateTimeOffset at, string digest) in moments)
        {
            string target = folder.File($"to{number++}");
            RestoreReport report = await RestoreAsync(options, at, target);
            Assert.True(report.CreatedAt <= at);
            await using SqliteDocumentStore restored = await SampleStore.OpenAsync(target);
            Assert.Equal(digest, await SampleStore.DigestAsync(restored));
        }

        await RestoreAsync(options, null, folder.File("newest"));
        await using SqliteDocumentStore newest = await SampleStore.OpenAsync(folder.File("newest"));
        Assert.Equal(moments[^1].Digest, await SampleStore.DigestAsync(newest));
        // It is a store like any other; its own changes are of another chain.
        Assert.Null(await newest.ChangeLog.PositionAsync(default));
        await SampleStore.AddAsync(newest, SampleStore.Papers, 1_000);
    }

    [Fact]
    public async Task PlaceThatFailsMidway_GetsTheChangesAgain()
    {
        using TempFolder folder = new();
        await using S3Server bucket = new();
        BackupOptions options = Mirrored(bucket, folder.File("backups"));
        await using SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data"));
        await SampleStore.FillAsync(store, 6);
        using LogShipper shipper = new(store.ChangeLog, options, TimeProvider.System);
        await shipper.ChainAsync(default);
        await TakeAsync(store, options);
        await SampleStore.AddAsync(store, SampleStore.Papers, 50);
        bucket.Fault = request => request.Contains("/log/", StringComparison.Ordinal) ? S3Fault.Error(403, "AccessDenied") : null;
        await Assert.ThrowsAnyAsync<IOException>(() => shipper.ShipAsync(default));
        bucket.Fault = _ => null;
        await store.DeleteDocumentAsync(SampleStore.Papers, new DocumentId("d50"), 0, null, default);
        SegmentName? second = await shipper.ShipAsync(default);
        Assert.Equal((2, 0), (second!.Tick, second.Previous));
        Assert.Null(await shipper.ShipAsync(default));
        string digest = await SampleStore.DigestAsync(store);
        // From either place alone: the folder has both segments, the bucket the second.
        BackupOptions remote = Mirrored(bucket, null);
        foreach ((BackupOptions place, int i) in ((BackupOptions[])[options, remote]).Select((place, i) => (place, i)))
        {
            await RestoreAsync(place, null, folder.File($"{i}"));
            await using SqliteDocumentStore restored = await SampleStore.OpenAsync(folder.File($"{i}"));
            Assert.Equal(digest, await SampleStore.DigestAsync(restored));
        }
    }

    [Fact]
    public async Task DamagedSegment_IsRefusedByName_AndAMissingOneEndsTheWay()
    {
        using TempFolder folder = new();
        BackupOptions options = new() { Folder = folder.File("backups") };
        string[] digests = new string[3];
        await using (SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data")))
        {
            await SampleStore.FillAsync(store, 6);
            using LogShipper shipper = new(store.ChangeLog, options, TimeProvider.System);
            await shipper.ChainAsync(default);
            await TakeAsync(store, options);
            for (int i = 0; i < digests.Length; i++)
            {
                await SampleStore.AddAsync(store, SampleStore.Papers, 100 + i);
                await shipper.ShipAsync(default);
                digests[i] = await SampleStore.DigestAsync(store);
            }
        }

        string[] segments =
        [
            .. Directory.EnumerateFiles(folder.File("backups/log"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(3, segments.Length);
        byte[] whole = await File.ReadAllBytesAsync(segments[1]);
        Random random = new(7);
        for (int i = 0; i < 40; i++)
        {
            byte[] damaged = [.. whole];
            if (i % 4 == 0)
                Array.Resize(ref damaged, random.Next(whole.Length));
            else
                damaged[random.Next(whole.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(segments[1], damaged);
            RagException refusal = await Assert.ThrowsAsync<RagException>(() => RestoreAsync(options, null, folder.File("refused")));
            Assert.Contains(Path.GetFileName(segments[1]), refusal.Message, StringComparison.Ordinal);
        }

        File.Delete(segments[1]);
        await RestoreAsync(options, null, folder.File("first"));
        await using SqliteDocumentStore first = await SampleStore.OpenAsync(folder.File("first"));
        Assert.Equal(digests[0], await SampleStore.DigestAsync(first));
    }

    [Fact]
    public async Task EndedAndBegunAgain_TheChainIsAnother()
    {
        using TempFolder folder = new();
        await using (SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data")))
        {
            string first = (await store.ChangeLog.BeginAsync(default)).Chain;
            Assert.Equal(first, (await store.ChangeLog.BeginAsync(default)).Chain);
            await store.ChangeLog.EndAsync(default);
            await store.ChangeLog.EndAsync(default);
            Assert.Null(await store.ChangeLog.PositionAsync(default));
            Assert.NotEqual(first, (await store.ChangeLog.BeginAsync(default)).Chain);
            await SampleStore.FillAsync(store, 6);
        }

        // The notes are no damage: the doctor finds nothing.
        await using SqliteDocumentStore again = await SampleStore.OpenAsync(folder.File("data"));
        Assert.Empty((await again.CheckAsync(repair: true, default)).Findings);
        Assert.True(await again.ChangeLog.HasAnyAsync(default));
    }

    private static async Task WriteAsync(RelationalDocumentStore store, Random random, int number)
    {
        switch (random.Next(6))
        {
            case 0:
                await store.DeleteDocumentAsync(SampleStore.Papers, new DocumentId($"d{random.Next(100, number + 1)}"), 0, null, default);
                await SampleStore.AddAsync(store, SampleStore.Papers, number);
                break;
            case 1:
                await store.KeyValues.WriteAsync("grain/y", $"{number}", new byte[] { (byte)number }, null, default);
                break;
            case 2 when await store.FindCollectionAsync(SampleStore.Notes, default) is not null:
                await store.DeleteCollectionAsync(SampleStore.Notes, default);
                break;
            default:
                await SampleStore.AddAsync(store, SampleStore.Papers, number);
                break;
        }
    }

    private static Task<BackupManifest> TakeAsync(RelationalDocumentStore store, BackupOptions options) =>
        new BackupService(options, TimeProvider.System).TakeAsync(store, new NoFiles(), BackupKind.Full, default);

    private static Task<RestoreReport> RestoreAsync(BackupOptions options, DateTimeOffset? to, string target) =>
        new BackupService(options, TimeProvider.System).RestoreAsync(
            null,
            to,
            (place, point) =>
                new FolderRestore(place, ContentCipher.None, TimeProvider.System).RunAsync(
                    point.Backup,
                    RestorePlan.Everything with
                    {
                        Log = point.Log,
                    },
                    target,
                    default
                ),
            default
        );

    private static async Task<RelationalDocumentStore> OpenAsync(StoreEngine engine, string folder) =>
        engine == StoreEngine.Sqlite
            ? await SampleStore.OpenAsync(folder)
            : await PostgresDocumentStore.OpenAsync(
                new PostgresStoreOptions
                {
                    ConnectionString = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(),
                    Timeout = TimeSpan.FromSeconds(20),
                    IdleTransactionMax = TimeSpan.FromSeconds(20),
                },
                TimeProvider.System,
                default
            );

    private static BackupOptions Mirrored(S3Server server, string? folder) =>
        new()
        {
            Folder = folder,
            Bucket = S3Server.Bucket,
            Endpoint = server.Address.AbsoluteUri,
            AccessKey = S3Server.AccessKey,
            SecretKey = S3Server.SecretKey,
        };

    private sealed class NoFiles : IBackupFiles
    {
        public IReadOnlyList<BackupFile> List(BackupKind kind) => [];
    }
}

using RagCluster.Backup.Manifests;
using RagCluster.Backup.Restoring;
using RagCluster.Backup.Taking;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Sqlite;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;

namespace RagCluster.Backup.Tests.Destinations;

/// <summary>A backup goes to the folder and to the bucket, encrypted, and comes back from either alone.</summary>
public sealed class BucketTests
{
    private const string Key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    [Fact]
    public async Task FolderAndBucket_EachHoldTheBackup()
    {
        using TempFolder folder = new();
        await using S3Server server = new();
        BackupOptions both = Options(server, folder.File("backups"));
        string digest;
        BackupManifest first;
        BackupManifest second;
        await using (SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data")))
        {
            await SampleStore.FillAsync(store);
            first = await new BackupService(both, TimeProvider.System).TakeAsync(store, new NoFiles(), BackupKind.Full, default);
            await SampleStore.AddAsync(store, SampleStore.Papers, 50);
            int before = server.Keys.Count;
            digest = await SampleStore.DigestAsync(store);
            second = await new BackupService(both, TimeProvider.System).TakeAsync(store, new NoFiles(), BackupKind.Full, default);
            // Parts that the bucket has already are not sent again.
            Assert.Equal(
                before + second.Parts.Count(part => part.Name.StartsWith(second.Name, StringComparison.Ordinal)) + 1,
                server.Keys.Count
            );
        }

        Directory.Delete(folder.File("backups"), recursive: true);
        BackupService bucket = new(Options(server, null), TimeProvider.System);
        Assert.Equal([second.Name, first.Name], (await bucket.ListAsync(default)).Select(backup => backup.Name));
        Assert.Equal("AES-256-GCM", (await bucket.VerifyAsync(null, default)).Encryption);
        RestoreReport report = await bucket.RestoreAsync(
            null,
            null,
            (place, point) =>
                new FolderRestore(place, ContentCipher.None, TimeProvider.System).RunAsync(
                    point.Backup,
                    RestorePlan.Everything,
                    folder.File("new"),
                    default
                ),
            default
        );
        Assert.Equal(second.Name, report.Backup);
        await using SqliteDocumentStore restored = await SampleStore.OpenAsync(folder.File("new"));
        Assert.Equal(digest, await SampleStore.DigestAsync(restored));
    }

    [Fact]
    public async Task Moment_ChoosesTheLastBackupBeforeIt()
    {
        using TempFolder folder = new();
        BackupService service = new(new BackupOptions { Folder = folder.File("backups") }, TimeProvider.System);
        await using SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data"));
        await SampleStore.FillAsync(store, 6);
        string digest = await SampleStore.DigestAsync(store);
        BackupManifest first = await service.TakeAsync(store, new NoFiles(), BackupKind.Full, default);
        DateTimeOffset between = TimeProvider.System.GetUtcNow();
        await SampleStore.AddAsync(store, SampleStore.Papers, 50);
        await service.TakeAsync(store, new NoFiles(), BackupKind.Full, default);
        RestoreReport report = await service.RestoreAsync(
            null,
            between,
            (place, point) =>
                new FolderRestore(place, ContentCipher.None, TimeProvider.System).RunAsync(
                    point.Backup,
                    RestorePlan.Everything,
                    folder.File("new"),
                    default
                ),
            default
        );
        Assert.Equal(first.Name, report.Backup);
        await using SqliteDocumentStore restored = await SampleStore.OpenAsync(folder.File("new"));
        Assert.Equal(digest, await SampleStore.DigestAsync(restored));
    }

    private static BackupOptions Options(S3Server server, string? folder) =>
        new()
        {
            Folder = folder,
            Bucket = S3Server.Bucket,
            Prefix = "here",
            Endpoint = server.Address.AbsoluteUri,
            AccessKey = S3Server.AccessKey,
            SecretKey = S3Server.SecretKey,
            Key = Key,
        };

    private sealed class NoFiles : IBackupFiles
    {
        public IReadOnlyList<BackupFile> List(BackupKind kind) => [];
    }
}

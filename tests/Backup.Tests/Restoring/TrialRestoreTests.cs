using RagCluster.Backup.Destinations;
using RagCluster.Backup.Encryption;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Restoring;
using RagCluster.Backup.Taking;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Postgres;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Sqlite;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;

namespace RagCluster.Backup.Tests.Restoring;

/// <summary>A backup is restored aside and compared; what came back otherwise is named.</summary>
public sealed class TrialRestoreTests : IDisposable
{
    private static readonly BackupKey Key = new([.. Enumerable.Range(7, 32).Select(i => (byte)i)]);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, BackupKind.Full)]
    [InlineData(false, BackupKind.Full)]
    [InlineData(false, BackupKind.Configuration)]
    public async Task WholeBackup_ComesBackTheSame(bool isEncrypted, BackupKind kind)
    {
        BackupDestination destination = SampleStore.Destination(_folder.File("backups"), isEncrypted ? Key : null);
        BackupManifest manifest = await TakeAsync(destination, kind);
        TrialReport report = await Trial(destination).RunAsync(manifest.Name, _folder.File("trial"), default);
        Assert.Equal((manifest.Rows, manifest.Rows, 1), (report.RowsCompared, report.Restored.Rows, report.Restored.Files));
    }

    [Fact]
    public void EncryptedBackup_IsNotRestoredInTheClear() =>
        Assert.Throws<ArgumentException>(() =>
            new TrialRestore(SampleStore.Destination(_folder.File("backups"), Key), ContentCipher.None, TimeProvider.System)
        );

    [Fact]
    public async Task BackupOfPostgres_ComesBackTheSame()
    {
        BackupDestination destination = SampleStore.Destination(_folder.File("backups"));
        PostgresStoreOptions options = new()
        {
            ConnectionString = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(),
            Timeout = TimeSpan.FromSeconds(20),
            IdleTransactionMax = TimeSpan.FromSeconds(20),
        };
        await using PostgresDocumentStore store = await PostgresDocumentStore.OpenAsync(options, TimeProvider.System, default);
        await SampleStore.FillAsync(store);
        BackupManifest manifest = await new BackupTaker(store, destination, TimeProvider.System).TakeAsync(BackupKind.Full, [], default);
        Assert.Equal(manifest.Rows, (await Trial(destination).RunAsync(manifest.Name, _folder.File("trial"), default)).RowsCompared);
    }

    [Fact]
    public async Task DamagedPart_IsNamed()
    {
        BackupDestination destination = SampleStore.Destination(_folder.File("backups"));
        BackupManifest manifest = await TakeAsync(destination, BackupKind.Full);
        BackupPart part = manifest.Parts.Single(one => one.Table == "documents");
        string path = Path.Combine(_folder.File("backups"), "backups", part.Name);
        byte[] bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        RagException refusal = await Assert.ThrowsAsync<RagException>(() =>
            Trial(destination).RunAsync(manifest.Name, _folder.File("trial"), default)
        );
        Assert.Equal(BackupFailure.DamagedCode, refusal.Code);
        Assert.Contains(part.Name, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowsThatCameBackOtherwise_AreNamedByTheirTable()
    {
        BackupDestination destination = SampleStore.Destination(_folder.File("backups"));
        BackupManifest manifest = await TakeAsync(destination, BackupKind.Full);
        string trial = _folder.File("trial");
        await Trial(destination).RunAsync(manifest.Name, trial, default);
        // Whole by its own checksum, and not what the backup holds.
        await using (SqliteDocumentStore store = await SampleStore.OpenAsync(trial))
            await store.KeyValues.WriteAsync("grain/x", "b", new byte[] { 1 }, null, default);
        RagException refusal = await Assert.ThrowsAsync<RagException>(() => Trial(destination).CompareAsync(manifest.Name, trial, default));
        Assert.Contains("table key_values", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatCameBackOtherwise_IsNamed()
    {
        BackupDestination destination = SampleStore.Destination(_folder.File("backups"));
        BackupManifest manifest = await TakeAsync(destination, BackupKind.Full);
        string trial = _folder.File("trial");
        await Trial(destination).RunAsync(manifest.Name, trial, default);
        await File.WriteAllTextAsync(Path.Combine(trial, "models", "registry.json"), "[]");
        RagException refusal = await Assert.ThrowsAsync<RagException>(() => Trial(destination).CompareAsync(manifest.Name, trial, default));
        Assert.Contains("models/registry.json", refusal.Message, StringComparison.Ordinal);
    }

    private static TrialRestore Trial(BackupDestination destination) =>
        new(
            destination,
            destination.Key is null ? ContentCipher.None : new ContentCipher(KeyRing.NewRandom(), encrypts: true),
            TimeProvider.System
        );

    private async Task<BackupManifest> TakeAsync(BackupDestination destination, BackupKind kind)
    {
        await using SqliteDocumentStore store = await SampleStore.OpenAsync(_folder.File("data"));
        await SampleStore.FillAsync(store);
        BackupFile registry = new("models/registry.json", () => new MemoryStream("{}"u8.ToArray()));
        return await new BackupTaker(store, destination, TimeProvider.System).TakeAsync(kind, [registry], default);
    }
}

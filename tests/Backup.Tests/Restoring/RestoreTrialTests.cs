using RagCluster.Backup.Destinations;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Restoring;
using RagCluster.Backup.Taking;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Sqlite;
using RagCluster.TestKit;

namespace RagCluster.Backup.Tests.Restoring;

/// <summary>A restore that is tried says whether all came back, and what did not.</summary>
public sealed class RestoreTrialTests
{
    private static readonly BackupFile Registry = new("models/registry.json", () => new MemoryStream("{}"u8.ToArray()));

    [Fact]
    public async Task BackupThatIsWhole_ComesBackAsItIs_AndEqualStoresHaveOneChecksum()
    {
        using TempFolder folder = new();
        BackupDestination destination = SampleStore.Destination(folder.File("backups"), null);
        RestoreTrial trial = new(destination, TimeProvider.System);
        RestoreTrialReport first;
        await using (SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data")))
        {
            await SampleStore.FillAsync(store);
            BackupManifest manifest = await TakeAsync(store, destination);
            first = await trial.RunAsync(manifest.Name, folder.File("aside"), default);
            Assert.Equal((manifest.Rows, 1), (first.Rows, first.Files));
            BackupManifest again = await TakeAsync(store, destination);
            Assert.Equal(first.RowsSha256, (await trial.RunAsync(again.Name, folder.File("aside-again"), default)).RowsSha256);
            await SampleStore.AddAsync(store, SampleStore.Notes, 100);
            BackupManifest later = await TakeAsync(store, destination);
            Assert.NotEqual(first.RowsSha256, (await trial.RunAsync(later.Name, folder.File("aside-later"), default)).RowsSha256);
        }
    }

    [Fact]
    public async Task RowThatCameBackOtherwise_IsNamed()
    {
        using TempFolder folder = new();
        (RestoreTrial trial, string name) = await RestoredAsync(folder);
        await using (SqliteDocumentStore restored = await SampleStore.OpenAsync(folder.File("aside")))
            await SampleStore.AddAsync(restored, SampleStore.Notes, 100);
        RagException differs = await Assert.ThrowsAsync<RagException>(() => trial.CompareAsync(name, folder.File("aside"), default));
        Assert.Equal("restore-differs", differs.Code);
        Assert.Contains("of table collections", differs.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ }")]
    [InlineData("{")]
    [InlineData("[]")]
    public async Task FileThatCameBackOtherwise_IsNamed(string content)
    {
        using TempFolder folder = new();
        (RestoreTrial trial, string name) = await RestoredAsync(folder);
        await File.WriteAllTextAsync(Path.Combine(folder.File("aside"), "models", "registry.json"), content);
        RagException differs = await Assert.ThrowsAsync<RagException>(() => trial.CompareAsync(name, folder.File("aside"), default));
        Assert.Contains("the file models/registry.json", differs.Message, StringComparison.Ordinal);
    }

    private static async Task<(RestoreTrial Trial, string Name)> RestoredAsync(TempFolder folder)
    {
        BackupDestination destination = SampleStore.Destination(folder.File("backups"), null);
        RestoreTrial trial = new(destination, TimeProvider.System);
        await using SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data"));
        await SampleStore.FillAsync(store, 6);
        BackupManifest manifest = await TakeAsync(store, destination);
        RestoreTrialReport report = await trial.RunAsync(manifest.Name, folder.File("aside"), default);
        Assert.Equal(report.RowsSha256, await trial.CompareAsync(manifest.Name, folder.File("aside"), default));
        return (trial, manifest.Name);
    }

    private static Task<BackupManifest> TakeAsync(SqliteDocumentStore store, BackupDestination destination) =>
        new BackupTaker(store, destination, TimeProvider.System).TakeAsync(BackupKind.Full, [Registry], default);
}

using RagCluster.Backup.Destinations;
using RagCluster.Backup.Encryption;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Restoring;
using RagCluster.Backup.Taking;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Sqlite;
using RagCluster.TestKit;

namespace RagCluster.Backup.Tests.Restoring;

/// <summary>A backup that is not what was written is refused, and the part is named.</summary>
public sealed class DamageTests : IAsyncLifetime
{
    private static readonly BackupKey Key = new([.. Enumerable.Range(7, 32).Select(i => (byte)i)]);
    private readonly TempFolder _folder = new();
    private BackupManifest _plain = null!;
    private BackupManifest _sealed = null!;

    public async Task InitializeAsync()
    {
        await using SqliteDocumentStore store = await SampleStore.OpenAsync(_folder.File("data"));
        await SampleStore.FillAsync(store, 6);
        BackupFile[] files = [new("models/registry.json", () => new MemoryStream("{}"u8.ToArray()))];
        _plain = await new BackupTaker(store, Plain, TimeProvider.System).TakeAsync(BackupKind.Full, files, default);
        _sealed = await new BackupTaker(store, Sealed, TimeProvider.System).TakeAsync(BackupKind.Full, files, default);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EveryTruncationOfEveryObject_IsFound(bool isEncrypted)
    {
        int found = 0;
        foreach (string file in Files(isEncrypted))
        {
            byte[] whole = await File.ReadAllBytesAsync(file);
            // A part's length stands in the manifest: a sample shows what all do. The manifest is cut at every byte but its line's end.
            int step = file.EndsWith(".json", StringComparison.Ordinal) ? 1 : Math.Max(1, whole.Length / 50);
            for (int length = 0; length < whole.Length - 1; length += step)
            {
                await File.WriteAllBytesAsync(file, whole[..length]);
                await RefusedAsync(isEncrypted, file);
                found++;
            }

            await File.WriteAllBytesAsync(file, whole);
        }

        Assert.InRange(found, 1_000, int.MaxValue);
        await new BackupVerifier(Destination(isEncrypted)).VerifyAsync(Manifest(isEncrypted).Name, default);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FlippedBits_AreFound(bool isEncrypted)
    {
        Random random = new(17);
        string[] files = [.. Files(isEncrypted)];
        for (int flip = 0; flip < 2_500; flip++)
        {
            string file = files[random.Next(files.Length)];
            byte[] whole = await File.ReadAllBytesAsync(file);
            byte[] flipped = [.. whole];
            flipped[random.Next(whole.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(file, flipped);
            await RefusedAsync(isEncrypted, file);
            await File.WriteAllBytesAsync(file, whole);
        }
    }

    [Fact]
    public async Task MissingPart_IsNamed_AndNothingIsRestored()
    {
        BackupPart part = _plain.Parts[^2];
        File.Delete(FileOf(false, part.Name));
        RagException refusal = await Assert.ThrowsAsync<RagException>(() =>
            new FolderRestore(Plain, ContentCipher.None, TimeProvider.System).RunAsync(
                _plain.Name,
                RestorePlan.Everything,
                _folder.File("new"),
                default
            )
        );
        Assert.Equal(BackupFailure.DamagedCode, refusal.Code);
        Assert.Contains(part.Name, refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.File("new"), "ragcluster.db")));
    }

    [Fact]
    public async Task ForeignFilesBetweenTheObjects_AreNoBackups()
    {
        string root = Path.Combine(_folder.File("plain"), "backups");
        await File.WriteAllTextAsync(Path.Combine(root, "notes.tmp"), "x");
        Directory.CreateDirectory(Path.Combine(root, "old"));
        await File.WriteAllTextAsync(Path.Combine(root, "old", "manifest.json"), "{}");
        Assert.Equal([_plain.Name], await Plain.ListAsync(default));
    }

    [Fact]
    public async Task WithoutTheKey_OrWithAnother_NothingIsRead()
    {
        BackupDestination[] others =
        [
            SampleStore.Destination(_folder.File("sealed")),
            SampleStore.Destination(_folder.File("sealed"), new BackupKey(new byte[32])),
        ];
        foreach (BackupDestination other in others)
        {
            RagException refusal = await Assert.ThrowsAsync<RagException>(() =>
                new BackupVerifier(other).VerifyAsync(_sealed.Name, default)
            );
            Assert.Equal(BackupFailure.KeyCode, refusal.Code);
        }

        byte[] text = "Text of"u8.ToArray();
        foreach (string file in Files(isEncrypted: true))
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(text));
    }

    // Who can write to the place but has no key can't pass a backup off as one of the key's.
    [Fact]
    public async Task UnsealedBackupWhereAKeyIsSet_IsRefused()
    {
        BackupDestination mixed = SampleStore.Destination(_folder.File("plain"), Key);
        RagException refusal = await Assert.ThrowsAsync<RagException>(() => new BackupVerifier(mixed).VerifyAsync(_plain.Name, default));
        Assert.Equal(BackupFailure.KeyCode, refusal.Code);
    }

    [Theory]
    [InlineData("../../escape")]
    [InlineData("/tmp/escape")]
    [InlineData("models/../../escape")]
    public async Task PathOutOfTheFolder_IsRefused(string path)
    {
        BackupPart[] parts = [.. _plain.Parts.Select(part => part.Path is null ? part : part with { Path = path })];
        await Plain.WriteManifestAsync(_plain with { Parts = parts }, default);
        RagException refusal = await Assert.ThrowsAsync<RagException>(() =>
            new FolderRestore(Plain, ContentCipher.None, TimeProvider.System).RunAsync(
                _plain.Name,
                RestorePlan.Everything,
                _folder.File("new"),
                default
            )
        );
        Assert.Equal(BackupFailure.DamagedCode, refusal.Code);
        Assert.False(File.Exists(_folder.File("escape")));
    }

    private BackupDestination Plain => SampleStore.Destination(_folder.File("plain"));

    private BackupDestination Sealed => SampleStore.Destination(_folder.File("sealed"), Key);

    private BackupDestination Destination(bool isEncrypted) => isEncrypted ? Sealed : Plain;

    private BackupManifest Manifest(bool isEncrypted) => isEncrypted ? _sealed : _plain;

    private string FileOf(bool isEncrypted, string name) => Path.Combine(_folder.File(isEncrypted ? "sealed" : "plain"), "backups", name);

    private IEnumerable<string> Files(bool isEncrypted) =>
        Manifest(isEncrypted)
            .Parts.Select(part => part.Name)
            .Append(Manifest(isEncrypted).Name + "/manifest.json")
            .Select(name => FileOf(isEncrypted, name));

    private async Task RefusedAsync(bool isEncrypted, string file)
    {
        RagException refusal = await Assert.ThrowsAsync<RagException>(() =>
            new BackupVerifier(Destination(isEncrypted)).VerifyAsync(Manifest(isEncrypted).Name, default)
        );
        // A flipped bit in a manifest may look like another key or format; either way its name is told.
        Assert.Contains(Manifest(isEncrypted).Name[..8], refusal.Message, StringComparison.Ordinal);
        if (!file.EndsWith(".json", StringComparison.Ordinal))
            Assert.Contains(Path.GetFileName(file), refusal.Message, StringComparison.Ordinal);
    }
}

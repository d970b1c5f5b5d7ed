using RagCluster.Backup.Encryption;

namespace RagCluster.Backup.Tests.Encryption;

/// <summary>Keys are read in the forms that people have them in, and never told.</summary>
public sealed class BackupKeyTests
{
    private const string Hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    [Fact]
    public void HexAndBase64_AreTheSameKey()
    {
        BackupKey key = BackupKey.Parse(Hex + "\n", "x");
        Assert.Equal(key.Id, BackupKey.Parse(Convert.ToBase64String(Convert.FromHexString(Hex)), "x").Id);
        Assert.DoesNotContain(key.Id, Hex, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("0001020304", key.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a passphrase of my own")]
    [InlineData("000102030405060708090a0b0c0d0e0f")]
    [InlineData(Hex + "00")]
    public void OtherText_IsRefusedWithoutRepeatingIt(string text)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => BackupKey.Parse(text, "RAG__Backup__Key"));
        Assert.StartsWith("RAG__Backup__Key is no key", refusal.Message, StringComparison.Ordinal);
        Assert.True(text.Length == 0 || !refusal.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task KeyFromFileAndCommand_AreRead()
    {
        using TestKit.TempFolder folder = new();
        await File.WriteAllBytesAsync(folder.File("raw"), Convert.FromHexString(Hex));
        await File.WriteAllTextAsync(folder.File("hex"), Hex + "\n");
        string id = BackupKey.Parse(Hex, "x").Id;
        BackupOptions[] ways =
        [
            new() { KeyFile = folder.File("raw") },
            new() { KeyFile = folder.File("hex") },
            new() { KeyCommand = $"cat '{folder.File("hex")}'" },
            new() { Key = Hex },
        ];
        foreach (BackupOptions way in ways)
            Assert.Equal(id, (await BackupKeySource.ReadAsync(way, CancellationToken.None))!.Id);
        Assert.Null(await BackupKeySource.ReadAsync(new BackupOptions(), CancellationToken.None));
        ArgumentException failed = await Assert.ThrowsAsync<ArgumentException>(() =>
            BackupKeySource.ReadAsync(new BackupOptions { KeyCommand = $"echo {Hex}; exit 3" }, CancellationToken.None)
        );
        Assert.DoesNotContain(Hex, failed.Message, StringComparison.Ordinal);
    }
}

using System.Text;
using RagCluster.Shards.Disk;
using RagCluster.Shards.Files;
using RagCluster.Shards.Recovery;
using RagCluster.Shards.Snapshots;
using RagCluster.Shards.Tests.Disk;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Snapshots;
using RagCluster.TestKit;

namespace RagCluster.Shards.Tests.Files;

/// <summary>A shard's files under keys: nothing of them can be read, and everything of the shard can.</summary>
public sealed class EncryptedFileTests : IDisposable
{
    private static readonly ShardQuery Query = new()
    {
        Text = "w1 w2 w3 w4",
        Vector = [1, 0, 1, 0, 0, 1],
        Limit = 50,
        Exact = true,
    };

    private readonly TempFolder _folder = new();
    private readonly TestDisk _disk = new();
    private readonly IFileKeys _first = Keys(1);
    private readonly IFileKeys _second = Keys(2, 1);
    private readonly string[] _expected;

    public EncryptedFileTests()
    {
        Random random = new(7);
        Shard shard = Open(NoFileKeys.Instance);
        shard.Apply([.. Enumerable.Range(1, 12).Select(i => Records.Random(random, i, 100))]);
        shard.Seal(CancellationToken.None);
        _expected = Answers(shard);
    }

    private string SegmentPath => Directory.EnumerateFiles(_folder.File("shard"), "*.segment").Single();

    [Fact]
    public void EachForm_IsWrittenWhenTheShardIsOpened_AndAnswersTheSame()
    {
        Assert.True(ShowsTexts());
        string path = SegmentPath;
        foreach (IFileKeys keys in (IFileKeys[])[_first, _second, Keys(2)])
        {
            Assert.Equal(_expected, Answers(Open(keys)));
            Assert.False(ShowsTexts());
        }

        Assert.Equal(_expected, Answers(Open(new ContentCipher(Ring(2), encrypts: false))));
        Assert.True(ShowsTexts());
        Assert.Equal(path, SegmentPath);
    }

    [Fact]
    public void SealedAndMergedFiles_AreEncrypted()
    {
        Shard shard = Open(_first);
        Random random = new(8);
        shard.Apply([.. Enumerable.Range(13, 40).Select(i => Records.Random(random, i, 100))]);
        shard.Seal(CancellationToken.None);
        while (shard.Merge(CancellationToken.None)) { }

        Assert.False(ShowsTexts());
        Assert.Equal(Answers(shard), Answers(Open(_first)));
        Assert.Empty(shard.FindDamage(CancellationToken.None));
    }

    [Fact]
    public void FlippedBytes_AndLengths_AreDetected()
    {
        Open(_first);
        byte[] right = File.ReadAllBytes(SegmentPath);
        for (int place = 0; place < right.Length; place += 11)
        {
            byte[] flipped = [.. right];
            flipped[place] ^= (byte)(1 << (place % 8));
            File.WriteAllBytes(SegmentPath, flipped);
            Assert.Throws<ShardDamagedException>(() => SegmentFile.Open(SegmentPath, _first).CheckAll());
            File.WriteAllBytes(SegmentPath, right[..place]);
            Assert.ThrowsAny<IOException>(() => SegmentFile.Open(SegmentPath, _first).CheckAll());
        }

        File.WriteAllBytes(SegmentPath, right);
        SegmentFile.Open(SegmentPath, _first).CheckAll();
    }

    [Fact]
    public void OnlyWhatIsRead_IsDecrypted()
    {
        byte[] bytes = new byte[(4 * FileLayout.BlockBytes) + 5];
        new Random(3).NextBytes(bytes);
        using (SegmentFileWriter writer = new(EncryptedFile.Begin(_disk.Create(_folder.File("large")), _first)))
        {
            writer.Begin("first").Write(bytes);
            writer.Begin("second").Write([1, 2, 3]);
            writer.Finish();
        }

        byte[] written = File.ReadAllBytes(_folder.File("large"));
        written[EncryptedLayout.HeaderBytes + (2 * EncryptedLayout.StoredBlockBytes) + 9] ^= 1;
        File.WriteAllBytes(_folder.File("large"), written);
        SegmentFile file = SegmentFile.Open(_folder.File("large"), _first);
        Assert.Equal([1, 2, 3], file.Section("second").Slice(0, 3).ToArray());
        int begin = FileLayout.BlockBytes;
        Assert.Equal(bytes[begin..(begin + 100)], file.Section("first").Slice(begin, 100).ToArray());
        Assert.Throws<ShardDamagedException>(() => file.Section("first").Slice(2 * FileLayout.BlockBytes, 1).Length);
        Assert.Throws<ShardDamagedException>(() => file.Section("first").Whole());
    }

    [Fact]
    public void FileOfAKeyThatIsMissing_IsDamage_AndIsMadeAgainFromTheLog()
    {
        Open(_first);
        Assert.True(Open(Keys(3)).NeedsRepair);
        ShardDamagedException refused = Assert.Throws<ShardDamagedException>(() => SegmentFile.Open(SegmentPath, Keys(3)));
        Assert.Contains(Ring(1).Active!.Id, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DiskThatFails_LeavesTheOldForm_WhichIsRead()
    {
        foreach (string step in (string[])["create .new", "flush .new", "replace .segment"])
        {
            _disk.Before = now =>
            {
                if (now == step)
                    throw new IOException("The disk is full.");
            };
            Assert.Equal(_expected, Answers(Open(_first)));
            Assert.True(ShowsTexts());
            Assert.Equal((0, 1), SegmentRewrite.RunAll(_folder.FullPath, _disk, _first, CancellationToken.None));
        }

        _disk.Before = _ => { };
        Assert.Equal((1, 0), SegmentRewrite.RunAll(_folder.FullPath, _disk, _first, CancellationToken.None));
        Assert.Equal((0, 0), SegmentRewrite.RunAll(_folder.FullPath, _disk, _first, CancellationToken.None));
        Assert.False(ShowsTexts());
        Assert.Equal(_expected, Answers(Open(_first)));
        Assert.Empty(Directory.EnumerateFiles(_folder.File("shard"), "*.new"));
    }

    [Fact]
    public async Task Snapshots_ChangeTheirFormWithTheNextOne()
    {
        FolderSnapshotStore store = new(_folder.File("store"), _disk);
        foreach (IFileKeys keys in (IFileKeys[])[NoFileKeys.Instance, _first, _second])
        {
            Shard shard = Open(keys);
            await ShardSnapshots.UploadAsync(shard, store, "t/c", TimeProvider.System, CancellationToken.None);
            Assert.True(await ShardSnapshots.AreInFormAsync(store, "t/c", keys, CancellationToken.None));
            Assert.Single(Directory.EnumerateFiles(_folder.File("store"), "*.segment*", SearchOption.AllDirectories));
            string target = _folder.File($"copy-{Guid.NewGuid():n}");
            ShardFolderOptions folder = new(target, 1, _disk) { Keys = keys };
            Assert.True(await ShardSnapshots.DownloadAsync(store, "t/c", folder, CancellationToken.None));
            Assert.Equal(_expected, Answers(Open(keys, target)));
        }

        Assert.False(await ShardSnapshots.AreInFormAsync(store, "t/c", _first, CancellationToken.None));
        Assert.False(ShowsTexts("store"));
    }

    public void Dispose() => _folder.Dispose();

    private static KeyRing Ring(params int[] numbers) =>
        KeyRing.Parse(new KeyText(string.Join(',', numbers.Select(number => new string((char)('0' + number), 64))), "The test"));

    private static ContentCipher Keys(params int[] numbers) => new(Ring(numbers), encrypts: true);

    private bool ShowsTexts(string folder = "shard") =>
        Directory
            .EnumerateFiles(_folder.File(folder), "*.segment*", SearchOption.AllDirectories)
            .Any(path => File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.UTF8.GetBytes("Part 0")) >= 0);

    private Shard Open(IFileKeys keys) => Open(keys, _folder.File("shard"));

    private Shard Open(IFileKeys keys, string folder) =>
        new(
            new ShardOptions(Records.Dimensions)
            {
                Folder = new ShardFolderOptions(folder, 1, _disk) { Keys = keys },
                MaintainsItself = false,
            }
        );

    private static string[] Answers(Shard shard)
    {
        ShardSearchResult found = shard.Searcher().Search(Query, CancellationToken.None);
        return [.. found.Bm25.Concat(found.Vectors).Select(hit => $"{hit.Chunk.Id} {hit.Chunk.Text} {hit.Title} {hit.Scores}")];
    }
}

using RagCluster.Corpus.Logs;
using RagCluster.Corpus.Metadata;
using RagCluster.Shards.Disk;
using RagCluster.Shards.Files;
using RagCluster.Shards.Tests.Disk;
using RagCluster.TestKit;

namespace RagCluster.Shards.Tests.Files;

/// <summary>
/// A segment's file under every single fault: each is detected before anything of it reaches an answer, or changes nothing.
/// </summary>
public sealed class SegmentFileTests : IDisposable
{
    private static readonly ShardQuery[] Queries =
    [
        new()
        {
            Text = "w1 w2 w3 w4",
            Vector = [1, 0, 1, 0, 0, 1],
            Limit = 50,
            Exact = true,
        },
        new()
        {
            Text = "w5 w9",
            Vector = [0, 1, 0, 0, -1, 0],
            Limit = 50,
            Exact = true,
            Filter = Parity,
        },
    ];

    private readonly TempFolder _folder = new();
    private readonly string[] _expected;

    public SegmentFileTests()
    {
        Random random = new(7);
        ShardLogRecord[] log = [.. Enumerable.Range(1, 12).Select(i => Records.Random(random, i, 100))];
        using TempFolder whole = new();
        Shard shard = Open(whole.FullPath);
        shard.Apply(log);
        shard.Seal(CancellationToken.None);
        _expected = Answers(shard);
        foreach (string file in Directory.EnumerateFiles(whole.FullPath))
            File.Copy(file, _folder.File(Path.GetFileName(file)));
    }

    private static ComparisonFilter Parity => new("parity", ComparisonOperator.GreaterThan, [MetadataValue.Of(0)]);

    private string SegmentPath => Directory.EnumerateFiles(_folder.FullPath, "*.segment").Single();

    [Fact]
    public void EveryFlippedByte_IsDetectedOrHarmless() =>
        Check(
            ShardOfFile,
            SegmentPath,
            File.ReadAllBytes(SegmentPath).Length,
            (bytes, place) =>
            {
                bytes[place] ^= (byte)(1 << (place % 8));
                return bytes;
            }
        );

    [Fact]
    public void EveryLength_IsDetected() =>
        Assert.Equal(0, Check(ShardOfFile, SegmentPath, File.ReadAllBytes(SegmentPath).Length, (bytes, place) => bytes[..place]));

    [Fact]
    public void EveryFlippedByteOfTheManifest_MeansNoManifest() =>
        Assert.Equal(
            0,
            Check(
                ShardOfManifest,
                _folder.File("manifest"),
                File.ReadAllBytes(_folder.File("manifest")).Length,
                (bytes, place) =>
                {
                    bytes[place] ^= (byte)(1 << (place % 8));
                    return bytes;
                }
            )
        );

    [Fact]
    public void EveryLengthOfTheManifest_MeansNoManifest() =>
        Assert.Equal(
            0,
            Check(
                ShardOfManifest,
                _folder.File("manifest"),
                File.ReadAllBytes(_folder.File("manifest")).Length,
                (bytes, place) => bytes[..place]
            )
        );

    [Fact]
    public void UnreadSections_AreNotCheckedAtOpening()
    {
        byte[] bytes = new byte[(4 * FileLayout.BlockBytes) + 5];
        using (SegmentFileWriter writer = new(new TestDisk().Create(_folder.File("large"))))
        {
            writer.Begin("first").Write(bytes);
            writer.Begin("second").Write([1, 2, 3]);
            writer.Finish();
        }

        byte[] written = File.ReadAllBytes(_folder.File("large"));
        written[2 * FileLayout.BlockBytes] ^= 1;
        File.WriteAllBytes(_folder.File("large"), written);
        SegmentFile file = SegmentFile.Open(_folder.File("large"), NoFileKeys.Instance);
        Assert.Equal([1, 2, 3], file.Section("second").Slice(0, 3).ToArray());
        Assert.Equal(0, file.Section("first").Slice(FileLayout.BlockBytes, 100).ToArray().Sum(value => value));
        Assert.Throws<ShardDamagedException>(() => file.Section("first").Slice(2 * FileLayout.BlockBytes, 1).Length);
        Assert.Throws<ShardDamagedException>(() => file.Section("first").Whole());
        Assert.Equal(0, file.Section("none").Length);
    }

    public void Dispose() => _folder.Dispose();

    // The number of faults that changed nothing.
    private int Check(Func<bool> isWhole, string path, int length, Func<byte[], int, byte[]> damage)
    {
        byte[] right = File.ReadAllBytes(path);
        int harmless = 0;
        for (int place = 0; place < length; place++)
        {
            File.WriteAllBytes(path, damage((byte[])right.Clone(), place));
            if (isWhole())
                harmless++;
        }

        File.WriteAllBytes(path, right);
        Assert.True(isWhole());
        return harmless;
    }

    private bool ShardOfFile()
    {
        byte[] manifest = File.ReadAllBytes(_folder.File("manifest"));
        Shard shard = Open(_folder.FullPath);
        if (shard.NeedsRepair)
            return false;
        try
        {
            Assert.Equal(_expected, Answers(shard));
            return true;
        }
        catch (ShardDamagedException)
        {
            return false;
        }
        finally
        {
            File.WriteAllBytes(_folder.File("manifest"), manifest);
        }
    }

    private bool ShardOfManifest()
    {
        string segment = SegmentPath;
        byte[] right = File.ReadAllBytes(segment);
        Shard shard = Open(_folder.FullPath);
        bool isWhole = shard.Position > 0;
        if (isWhole)
            Assert.Equal(_expected, Answers(shard));
        // What no manifest names is removed.
        Assert.Equal(isWhole, File.Exists(segment));
        File.WriteAllBytes(segment, right);
        return isWhole;
    }

    private static Shard Open(string folder) =>
        new(new ShardOptions(Records.Dimensions) { Folder = new ShardFolderOptions(folder, 1, new TestDisk()), MaintainsItself = false });

    private static string[] Answers(Shard shard)
    {
        IShardSearcher searcher = shard.Searcher();
        return
        [
            .. Queries
                .Select(query => searcher.Search(query, CancellationToken.None))
                .SelectMany(found => found.Bm25.Concat(found.Vectors))
                .Select(hit => $"{hit.Chunk.Id} {hit.Chunk.Text} {hit.Title} {hit.Uri} {hit.Scores} {string.Join(' ', hit.Metadata)}"),
        ];
    }
}

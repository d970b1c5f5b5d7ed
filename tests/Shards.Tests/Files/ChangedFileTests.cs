using System.Text;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Errors;
using RagCluster.Shards.Disk;
using RagCluster.Shards.Files;
using RagCluster.Shards.Segments;
using RagCluster.Shards.Tests.Disk;
using RagCluster.TestKit;

namespace RagCluster.Shards.Tests.Files;

/// <summary>Files that change on the disk after they were opened and read.</summary>
public sealed class ChangedFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestDisk _disk = new();

    private string[] Segments => [.. Directory.EnumerateFiles(_folder.FullPath, "*.segment").Order(StringComparer.Ordinal)];

    [Fact]
    public void ATextThatChangesAfterItsFirstReading_IsNotQuoted()
    {
        Shard shard = Filled(1);
        Assert.Equal("lamp number 0", Assert.Single(Search(shard)).Chunk.Text);
        ShardHit found = Assert.Single(Search(shard));
        Flip(Segments[0], Encoding.UTF8.GetBytes("number"));
        Assert.Equal(ErrorKind.Unavailable, Assert.Throws<RagException>(() => found.Chunk).Kind);
        Assert.Equal(Path.GetFileName(Segments[0]), Assert.Throws<ShardDamagedException>(() => Search(shard)).File);
        Assert.Throws<ShardDamagedException>(() => shard.Searcher().ListChunks(new("d0")));
    }

    [Fact]
    public void ADocumentThatChangesAfterItsFirstReading_IsNotShown()
    {
        Shard shard = Filled(1);
        ShardHit found = Assert.Single(Search(shard));
        Assert.Equal("Title 0", Assert.Single(Search(shard)).Title);
        Flip(Segments[0], Encoding.UTF8.GetBytes("Title 0"));
        Assert.Equal(RagException.CorruptCode, Assert.Throws<RagException>(() => found.Title).Code);
        Assert.Throws<ShardDamagedException>(() => Search(shard));
    }

    [Fact]
    public void AFileThatBecomesShorter_IsFoundBeforeItsMappingIsTouched()
    {
        Shard shard = Filled(1, Records.Filler);
        ShardHit found = Assert.Single(Search(shard));
        using (FileStream file = Writable(Segments[0]))
            file.SetLength(100);
        Assert.Throws<ShardDamagedException>(() => Search(shard));
        Assert.Throws<ShardDamagedException>(() => shard.Searcher().GetStatistics("lamp"));
        Assert.Throws<ShardDamagedException>(() => shard.Apply(Records.Of(2, "d0", "Other", [("lamp", [1, 0])])));
        Assert.Throws<ShardDamagedException>(() => shard.CheckBlocks().Sum());
        Assert.Throws<RagException>(() => found.Chunk);
        Assert.Single(shard.FindDamage(CancellationToken.None));
    }

    [Fact]
    public void ABlockThatIsGone_IsFoundByItsFirstReading()
    {
        using (SegmentFileWriter writer = new(_disk.Create(_folder.File("large"))))
        {
            writer.Begin("first").Write(new byte[(4 * FileLayout.BlockBytes) + 5]);
            writer.Finish();
        }

        SegmentFile opened = SegmentFile.Open(_folder.File("large"), NoFileKeys.Instance);
        using (FileStream file = Writable(_folder.File("large")))
            file.SetLength(2 * FileLayout.BlockBytes);
        Assert.Equal(0, opened.Section("first").Slice(FileLayout.BlockBytes / 2, 1)[0]);
        Assert.Throws<ShardDamagedException>(() => opened.Section("first").Slice(3 * FileLayout.BlockBytes, 1)[0]);
        Assert.Throws<ShardDamagedException>(() => opened.Section("first").Whole());
    }

    [Fact]
    public void AVectorThatChanges_IsFoundByTheCheckOfAllBlocks_AndByAMerge()
    {
        // The texts lie in other parts of the block than the vector.
        Shard shard = Filled(8, " " + Records.Filler);
        Assert.Equal(8, Search(shard).Length);
        Assert.Equal(8, shard.CheckBlocks().Count());
        Flip(Segments[3], [0, 0, 0x80, 0x3f, 0, 0, 0, 0]);
        Assert.Equal(8, Search(shard).Length);
        string damaged = Path.GetFileName(Segments[3]);
        Assert.Equal(damaged, Assert.Throws<ShardDamagedException>(() => shard.CheckBlocks().Count()).File);
        string[] before = Segments;
        // Its copy would have a right checksum.
        Assert.Equal(damaged, Assert.Throws<ShardDamagedException>(() => shard.Merge(CancellationToken.None)).File);
        Assert.Equal(before, Segments);
    }

    [Fact]
    public void WhatFailsOverChangedBytes_IsTheirDamage_AndOverRightOnesIsNot()
    {
        Filled(1);
        LiveSegment[] live = [LiveSegment.All(new Segment(SegmentFile.Open(Segments[0], NoFileKeys.Instance)))];
        Assert.Throws<InvalidDataException>(() => SegmentReading.Run<int>(live, () => throw new InvalidDataException()));
        Flip(Segments[0], [0, 0, 0x80, 0x3f, 0, 0, 0, 0]);
        Assert.Throws<ShardDamagedException>(() => SegmentReading.Run<int>(live, () => throw new InvalidDataException()));
        Assert.Throws<ShardDamagedException>(() => SegmentReading.Run<int>(live, () => throw new OverflowException()));
        Assert.Throws<OperationCanceledException>(() => SegmentReading.Run<int>(live, () => throw new OperationCanceledException()));
    }

    public void Dispose() => _folder.Dispose();

    private static FileStream Writable(string path) =>
        new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    private static void Flip(string path, ReadOnlySpan<byte> where)
    {
        byte[] bytes = new byte[new FileInfo(path).Length];
        using FileStream file = Writable(path);
        file.ReadExactly(bytes);
        int place = bytes.AsSpan().IndexOf(where);
        Assert.NotEqual(-1, place);
        file.Position = place + 2;
        file.WriteByte((byte)(bytes[place + 2] ^ 1));
    }

    private static ShardHit[] Search(Shard shard) =>
        shard.Searcher().Search(new ShardQuery { Text = "lamp", Limit = 20 }, CancellationToken.None).Bm25;

    // One file a document.
    private Shard Filled(int count, string rest = "")
    {
        Shard shard = new(new ShardOptions(2) { Folder = new ShardFolderOptions(_folder.FullPath, 1, _disk), MaintainsItself = false });
        for (int i = 0; i < count; i++)
        {
            shard.Apply(Records.Of(i + 1, $"d{i}", $"Title {i}", [($"lamp number {i}{rest}", [1, 0])]));
            shard.Seal(CancellationToken.None);
        }

        return shard;
    }
}

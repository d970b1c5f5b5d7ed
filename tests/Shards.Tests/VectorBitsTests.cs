using RagCluster.Corpus.Chunks;
using RagCluster.Shards.Merging;
using RagCluster.Shards.Tests.Disk;
using RagCluster.TestKit;

namespace RagCluster.Shards.Tests;

/// <summary>The bits beside the codes: an option of the shard, which each of its files keeps.</summary>
public sealed class VectorBitsTests : IDisposable
{
    private const int Dimensions = 32;
    private const int Rows = 400;
    private const int BytesOfBits = 24;

    private readonly TempFolder _first = new();
    private readonly TempFolder _second = new();

    [Fact]
    public async Task FilesWithAGraph_HaveBitsWhereTheOptionSaysSo()
    {
        await WriteAsync(_first, hasBits: true);
        await WriteAsync(_second, hasBits: false);
        Assert.InRange(Length(_first) - Length(_second), Rows * BytesOfBits, 3 * Rows * BytesOfBits / 2);
    }

    [Fact]
    public async Task Merges_FollowTheOptionOfTheShardThatMerges()
    {
        foreach (TempFolder folder in new[] { _first, _second })
        {
            await WriteAsync(folder, hasBits: false);
            await WriteAsync(folder, hasBits: false);
            await using Shard shard = Open(folder, hasBits: folder == _first);
            while (shard.Merge(CancellationToken.None)) { }

            Assert.Equal(1, shard.SegmentCount);
        }

        Assert.InRange(Length(_first) - Length(_second), 2 * Rows * BytesOfBits, 3 * Rows * BytesOfBits);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FilesOfEitherChoice_AnswerAfterReopeningWithTheOther(bool hasBits)
    {
        await WriteAsync(_first, hasBits);
        await using Shard reopened = Open(_first, !hasBits);
        Random random = new(72);
        for (int i = 0; i < 20; i++)
        {
            ShardQuery query = new()
            {
                UseBm25 = false,
                Vector = Vector(random),
                Recall = 0.99,
            };
            ShardHit[] found = reopened.Searcher().Search(query, CancellationToken.None).Vectors;
            ShardHit[] exact = reopened.Searcher().Search(query with { Exact = true }, CancellationToken.None).Vectors;
            Assert.InRange(
                found.Select(hit => hit.Chunk.Id).Intersect(exact.Select(hit => hit.Chunk.Id)).Count(),
                exact.Length - 2,
                exact.Length
            );
        }
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    private static async Task WriteAsync(TempFolder folder, bool hasBits)
    {
        await using Shard shard = Open(folder, hasBits);
        int first = (int)shard.Position + 1;
        Random random = new(first);
        shard.Apply([.. Enumerable.Range(first, Rows).Select(i => Records.Of(i, "d" + i, "", [("text", Vector(random))]))]);
        shard.Seal(CancellationToken.None);
    }

    private static Shard Open(TempFolder folder, bool hasBits) =>
        new(
            new ShardOptions(Dimensions)
            {
                Folder = new ShardFolderOptions(folder.FullPath, 1, new TestDisk()),
                MaintainsItself = false,
                GraphRowsMin = 100,
                HasVectorBits = hasBits,
                Merging = new MergePolicy(1 << 12, 2),
            }
        );

    private static long Length(TempFolder folder) =>
        Directory.EnumerateFiles(folder.FullPath, "*.segment").Sum(file => new FileInfo(file).Length);

    private static float[] Vector(Random random) =>
        [.. Enumerable.Range(0, Dimensions).Select(_ => (float)(random.NextDouble() + random.NextDouble() - 1))];
}

using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Logs;
using RagCluster.Corpus.Metadata;
using RagCluster.Shards.Tests.Disk;
using RagCluster.TestKit;

namespace RagCluster.Shards.Tests;

/// <summary>A shard large enough for a graph, against its own exact search.</summary>
public sealed class GraphSearchTests : IAsyncLifetime
{
    private const int Dimensions = 32;
    private const int Rows = 3000;

    private readonly TempFolder _folder = new();
    private readonly Random _random = new(21);
    private readonly Shard _shard;

    public GraphSearchTests()
    {
        _shard = new Shard(
            new ShardOptions(Dimensions)
            {
                Folder = new ShardFolderOptions(_folder.FullPath, 1, new TestDisk()),
                MaintainsItself = false,
                GraphRowsMin = 1000,
            }
        );
        _shard.Apply([.. Enumerable.Range(1, Rows).Select(i => Record(i, "d" + i))]);
        _shard.Seal(CancellationToken.None);
        // Some in the head, some deleted from the file.
        _shard.Apply([.. Enumerable.Range(Rows + 1, 300).Select(i => Record(i, "d" + (i - Rows)))]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DefaultSearch_FindsNearlyAllThatTheExactOneDoes(bool filtered)
    {
        double recall = 0;
        const int Queries = 50;
        for (int i = 0; i < Queries; i++)
        {
            ShardQuery query = new()
            {
                UseBm25 = false,
                Vector = Vector(),
                Filter = filtered ? new ComparisonFilter("parity", ComparisonOperator.Equal, [MetadataValue.Of(1)]) : null,
            };
            ShardHit[] found = Search(query);
            ShardHit[] exact = Search(query with { Exact = true });
            Assert.Equal((10, 10), (found.Length, exact.Length));
            Assert.All(found, hit => Assert.True(!filtered || hit.Metadata["parity"].Number == 1));
            recall += exact.IntersectBy(found.Select(hit => hit.Chunk.Id), hit => hit.Chunk.Id).Count() / (10.0 * Queries);
            // What both found has the same bits: the originals decide.
            foreach (ShardHit hit in found.IntersectBy(exact.Select(other => other.Chunk.Id), hit => hit.Chunk.Id))
                Assert.Equal(exact.Single(other => other.Chunk.Id == hit.Chunk.Id).Scores, hit.Scores);
        }

        Assert.InRange(recall, 0.95, 1.0001);
    }

    [Fact]
    public void RecallOutOfRange_IsRefused()
    {
        Assert.ThrowsAny<ArgumentException>(() => Search(new ShardQuery { Recall = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => Search(new ShardQuery { Recall = 1.01 }));
        Assert.ThrowsAny<ArgumentException>(() => Search(new ShardQuery { Effort = 0 }));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _shard.DisposeAsync();
        _folder.Dispose();
    }

    private ShardHit[] Search(ShardQuery query) => _shard.Searcher().Search(query, CancellationToken.None).Vectors;

    private ShardLogRecord Record(int sequence, string document) => Records.Of(sequence, document, "", [("text", Vector())]);

    private float[] Vector() => [.. Enumerable.Range(0, Dimensions).Select(_ => (float)(_random.NextDouble() + _random.NextDouble() - 1))];
}

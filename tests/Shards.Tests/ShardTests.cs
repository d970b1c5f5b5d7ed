using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;

namespace RagCluster.Shards.Tests;

public sealed class ShardTests
{
    [Fact]
    public void NewVersion_ReplacesEveryOldChunk()
    {
        Shard shard = new(new ShardOptions(0));
        shard.Apply(Records.Of(1, "a", "Cats", "cat one", "cat two"));
        IShardSearcher before = shard.Searcher();
        shard.Apply(Records.Of(2, "a", "Cats", "cat three"));
        Assert.Equal((2, 1L), (before.ChunkCount, before.Position));
        Assert.Equal(["cat one", "cat two"], before.ListChunks(new DocumentId("a")).Select(chunk => chunk.Text));
        IShardSearcher after = shard.Searcher();
        Assert.Equal((1, 1, 2L), (after.DocumentCount, after.ChunkCount, after.Position));
        Assert.Equal("cat three", Assert.Single(Search(after, "cat").Bm25).Chunk.Text);
    }

    [Fact]
    public void Deletion_LeavesNothing()
    {
        Shard shard = new(new ShardOptions(0));
        shard.Apply(Records.Of(1, "a", "Cats", "cat one"));
        shard.Apply(Records.Of(2, "a", "Cats"));
        IShardSearcher searcher = shard.Searcher();
        Assert.Equal((0, 0, 2L, 0), (searcher.DocumentCount, searcher.ChunkCount, searcher.Position, shard.SegmentCount));
        Assert.Empty(Search(searcher, "cat").Bm25);
        Assert.Empty(searcher.ListChunks(new DocumentId("a")));
        Assert.Equal(0, searcher.GetStatistics("cat").DocumentFrequencies["cat"]);
    }

    [Fact]
    public void KnownSequence_IsIgnored()
    {
        Shard shard = new(new ShardOptions(0));
        shard.Apply(Records.Of(1, "a", "", "old"));
        shard.Apply([Records.Of(1, "a", "", "other"), Records.Of(2, "b", "", "new")]);
        Assert.Equal(2, shard.Position);
        Assert.Equal("old", Assert.Single(shard.Searcher().ListChunks(new DocumentId("a"))).Text);
    }

    [Fact]
    public void BadBatch_IsRefusedWhole()
    {
        Shard shard = new(new ShardOptions(2));
        ShardLogRecord good = Records.Of(1, "a", "", "text");
        ShardLogRecord foreign = Records.Of(2, "b", "", "text") with { Chunks = good.Chunks };
        Assert.Throws<ArgumentException>(() => shard.Apply([good, Records.Of(3, "b", "", "text")]));
        Assert.Throws<ArgumentException>(() => shard.Apply([good, foreign]));
        Assert.Throws<ArgumentException>(() => shard.Apply([good, Records.Of(2, "b", "", [("text", [1, 2, 3])])]));
        Assert.Equal((0L, 0), (shard.Position, shard.Searcher().ChunkCount));
    }

    [Fact]
    public void ManySingleRecords_StayInFewSegments()
    {
        Shard shard = new(new ShardOptions(0));
        for (int i = 1; i <= 2000; i++)
        {
            shard.Apply(Records.Of(i, "d" + i, "", "text " + i));
            Assert.InRange(shard.SegmentCount, 1, 30);
        }

        Assert.Equal(2000, shard.Searcher().ChunkCount);
    }

    [Fact]
    public void RandomHistory_EqualsAShardThatOnlySawTheEnd()
    {
        for (int seed = 0; seed < 25; seed++)
        {
            Random random = new(seed);
            Shard shard = new(new ShardOptions(Records.Dimensions));
            Dictionary<DocumentId, ShardLogRecord> latest = new();
            long sequence = 0;
            while (sequence < 300)
            {
                ShardLogRecord[] batch =
                [
                    .. Enumerable
                        .Range(0, random.Next(4) == 0 ? random.Next(1, 40) : 1)
                        .Select(_ => Records.Random(random, ++sequence, 80)),
                ];
                shard.Apply(batch);
                foreach (ShardLogRecord record in batch)
                    latest[record.Document] = record;
            }

            Shard fresh = new(new ShardOptions(Records.Dimensions));
            ShardLogRecord[] live = [.. latest.Values.Where(record => !record.IsDeletion)];
            fresh.Apply([.. live.Select((record, i) => record with { Sequence = i + 1 })]);
            ShouldAnswerAlike(random, fresh.Searcher(), shard.Searcher());
        }
    }

    [Fact]
    public async Task ReadersDuringWrites_SeeOneVersionAndNeverNone()
    {
        Shard shard = new(new ShardOptions(0));
        shard.Apply([.. Enumerable.Range(1, 20).Select(i => Version(i, "d" + i))]);
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> reader = Task.Run(() => ReadUntil(shard, done.Task));
        for (int i = 21; i <= 800; i++)
            shard.Apply(Version(i, "d" + (i % 20 + 1)));
        done.SetResult();
        Assert.InRange(await reader, 1, int.MaxValue);
    }

    private static ShardLogRecord Version(int sequence, string document) =>
        Records.Of(sequence, document, "", [.. Enumerable.Range(0, sequence % 4 + 1).Select(i => $"cat {sequence}")]);

    private static int ReadUntil(Shard shard, Task done)
    {
        int rounds = 0;
        for (; rounds == 0 || !done.IsCompleted; rounds++)
        {
            IShardSearcher searcher = shard.Searcher();
            ShardHit[] hits = Search(searcher, "cat").Bm25;
            Assert.Equal(20, searcher.DocumentCount);
            Assert.Equal(searcher.ChunkCount, hits.Length);
            foreach (IGrouping<DocumentId, ShardHit> document in hits.GroupBy(hit => hit.Chunk.Id.Document))
            {
                long generation = Assert.Single(document.Select(hit => hit.Chunk.Id.Generation).Distinct());
                Assert.Equal(generation % 4 + 1, document.Count());
            }
        }

        return rounds;
    }

    private static void ShouldAnswerAlike(Random random, IShardSearcher expected, IShardSearcher actual)
    {
        Assert.Equal((expected.DocumentCount, expected.ChunkCount), (actual.DocumentCount, actual.ChunkCount));
        for (int i = 0; i < 20; i++)
        {
            ShardQuery query = new()
            {
                Text = Records.Words(random, 4),
                Vector = Records.Vector(random),
                Limit = random.Next(1, 15),
            };
            ShardSearchResult wanted = expected.Search(query, CancellationToken.None);
            ShardSearchResult found = actual.Search(query, CancellationToken.None);
            Assert.Equal(wanted.Bm25.Select(hit => (hit.Chunk.Id, hit.Scores)), found.Bm25.Select(hit => (hit.Chunk.Id, hit.Scores)));
            Assert.Equal(wanted.Vectors.Select(hit => (hit.Chunk.Id, hit.Scores)), found.Vectors.Select(hit => (hit.Chunk.Id, hit.Scores)));
            foreach (ChunkId id in wanted.Candidates().Select(hit => hit.Chunk.Id))
                Assert.Equal(id, actual.FindChunk(id)?.Chunk.Id);
        }
    }

    private static ShardSearchResult Search(IShardSearcher searcher, string text) =>
        searcher.Search(new ShardQuery { Text = text, Limit = 100 }, CancellationToken.None);
}

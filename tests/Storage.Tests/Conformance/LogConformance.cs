using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;

namespace RagCluster.Storage.Tests.Conformance;

/// <summary>A shard's log: gap-free, replayable from anywhere.</summary>
public abstract class LogConformance : StoreConformance
{
    private readonly Dictionary<int, long> _ends = [];

    [Fact]
    public async Task UnknownShard_HasAnEmptyLog()
    {
        ShardId unknown = new(new CollectionId("acme", "nothing"), 0);
        Assert.Equal(0, await Store.ReadLogEndAsync(unknown, None));
        Assert.Empty(await LogAsync(unknown));
    }

    [Fact]
    public async Task Record_ComesBackAsItWasCommitted()
    {
        JobDocument accepted = await AcceptAsync(Text("a", "one"));
        IndexedDocument indexed = Indexed(accepted.DocumentId!, 1, chunks: 3);
        await Store.CommitIndexedAsync(indexed, None);
        ShardLogRecord record = Assert.Single(await LogAsync(indexed.Shard));
        Assert.Equivalent(indexed.Record with { Sequence = 1 }, record, strict: true);
    }

    [Fact]
    public async Task ObsoleteRecord_IsReadAsADeletionInItsPlace()
    {
        DocumentId id = (await AcceptIndexedAsync(WithId("x", "one"))).DocumentId!;
        await AcceptIndexedAsync(WithId("x", "two"));
        List<ShardLogRecord> log = await LogAsync(ShardOf(id));
        Assert.Equal([(1L, 1L, true), (2L, 2L, false)], log.Select(r => (r.Sequence, r.Generation, r.IsDeletion)));
        Assert.All(log, record => Assert.Equal(id, record.Document));
    }

    [Fact]
    public async Task Deletion_IsARecord()
    {
        DocumentId id = (await AcceptIndexedAsync(WithId("x", "one"))).DocumentId!;
        Assert.Equal(2, await Store.DeleteDocumentAsync(Papers, id, None));
        Assert.Equal([(1L, true), (2L, true)], (await LogAsync(ShardOf(id))).Select(r => (r.Sequence, r.IsDeletion)));
        Assert.Equal(2, await Store.ReadLogEndAsync(ShardOf(id), None));
    }

    [Fact]
    public async Task Reading_BeginsAfterTheGivenSequence()
    {
        for (int i = 0; i < 60; i++)
        {
            await AcceptIndexedAsync(WithId($"doc{i}", $"content {i}"));
        }

        for (int number = 0; number < Settings.ShardCount; number++)
        {
            ShardId shard = new(Papers, number);
            long end = await Store.ReadLogEndAsync(shard, None);
            Assert.InRange(end, 1, 59);
            for (long after = 0; after <= end; after += 5)
            {
                Assert.Equal(
                    Enumerable.Range((int)after + 1, (int)(end - after)).Select(s => (long)s),
                    (await LogAsync(shard, after)).Select(r => r.Sequence)
                );
            }
        }
    }

    /// <summary>
    /// A seeded model: after any history, replay gives exactly the documents that answer, and resuming anywhere gives the same.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RandomHistory_ReplaysToWhatAnswers(int seed)
    {
        Random random = new(seed);
        Dictionary<string, long> model = [];
        Dictionary<int, Dictionary<string, long>> halfway = [];
        for (int step = 0; step < 150; step++)
        {
            DocumentId id = new($"doc{random.Next(12)}");
            switch (random.Next(4))
            {
                case 0:
                    await Store.DeleteDocumentAsync(Papers, id, None);
                    Assert.Null(await Store.FindDocumentAsync(Papers, id, None));
                    model.Remove(id.Value);
                    break;
                case 1:
                    await AcceptAsync(WithId(id.Value, $"{step}"));
                    break;
                default:
                    JobDocument accepted = await AcceptIndexedAsync(WithId(id.Value, $"{step}"));
                    model[id.Value] = accepted.Generation;
                    break;
            }

            if (step == 75)
            {
                halfway = await ReplayAllAsync([]);
            }
        }

        Assert.Equal(Sorted(model), Sorted((await ReplayAllAsync(halfway)).Values.SelectMany(v => v)));
        Assert.Equal(Sorted(model), Sorted((await ReplayAllAsync([])).Values.SelectMany(v => v)));
    }

    private async Task<Dictionary<int, Dictionary<string, long>>> ReplayAllAsync(Dictionary<int, Dictionary<string, long>> from)
    {
        Dictionary<int, Dictionary<string, long>> shards = [];
        for (int number = 0; number < Settings.ShardCount; number++)
        {
            Dictionary<string, long> state = from.TryGetValue(number, out Dictionary<string, long>? known) ? new(known) : [];
            long after = from.Count == 0 ? 0 : _ends[number];
            foreach (ShardLogRecord record in await LogAsync(new ShardId(Papers, number), after))
            {
                Assert.Equal(++after, record.Sequence);
                state.Remove(record.Document.Value);
                if (!record.IsDeletion)
                {
                    state.Add(record.Document.Value, record.Generation);
                }
            }

            _ends[number] = after;
            shards.Add(number, state);
        }

        return shards;
    }

    private static IEnumerable<KeyValuePair<string, long>> Sorted(IEnumerable<KeyValuePair<string, long>> state) =>
        state.OrderBy(pair => pair.Key, StringComparer.Ordinal);
}

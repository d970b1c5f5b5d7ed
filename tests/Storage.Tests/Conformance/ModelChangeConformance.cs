using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Fencing;
using RagCluster.Storage.ModelChanges;

namespace RagCluster.Storage.Tests.Conformance;

/// <summary>
/// Two copies of a collection's shards, while its model changes: neither lacks a write, and each step happens once or not at all.
/// </summary>
public abstract class ModelChangeConformance : StoreConformance
{
    private const int First = 3;
    private static readonly CollectionSettings Changing = Settings with
    {
        UnusedShard = 6,
        SecondModel = new ModelShards("other", "1", 3, First, IsRetiring: false, "change-1"),
    };

    [Fact]
    public async Task Save_OfSettingsThatAreOthersByNow_WritesNothing()
    {
        Assert.False(await Store.Changes.SaveAsync(Changing, Settings, Job(ModelChangeStep.Embedding), None));
        Assert.Null(await Store.FindJobAsync("change-1", None));
        Assert.Equal(Settings, (await Store.FindCollectionAsync(Papers, None))!.Settings);
        Assert.False(
            await Store.Changes.SaveAsync(
                Settings,
                Changing,
                Job(ModelChangeStep.Embedding) with
                {
                    Collection = new CollectionId("acme", "nothing"),
                },
                None
            )
        );
    }

    [Fact]
    public async Task Change_IsListedUntilItIsDoneAndOutlivesAReopening()
    {
        Job job = Job(ModelChangeStep.Embedding) with
        {
            Change = Job(ModelChangeStep.Embedding).Change! with { Positions = [4, 5, 6], Ends = [7, 8, 9], ChunksDone = 12 },
        };
        Assert.True(await Store.Changes.SaveAsync(Settings, Changing, job, None));
        await ReopenAsync();
        Assert.Equivalent(job, Assert.Single(await Store.Changes.ListOpenAsync(10, None)), strict: true);
        Assert.Equal(Changing, (await Store.FindCollectionAsync(Papers, None))!.Settings);
        Assert.True(await Store.Changes.SaveAsync(Changing, Settings, Job(ModelChangeStep.Done), None));
        Assert.Empty(await Store.Changes.ListOpenAsync(10, None));
        Job? done = await Store.FindJobAsync("change-1", None);
        Assert.True(done!.IsFinished);
    }

    [Fact]
    public async Task Commit_ReachesBothLogsOrNeither()
    {
        JobDocument accepted = await AcceptAsync(Text("a", "one"));
        await BeginAsync();
        IndexedDocument indexed = Indexed(accepted.DocumentId!, 1);
        RagException stale = await Assert.ThrowsAsync<RagException>(() => Store.CommitIndexedAsync(indexed, None));
        Assert.True(StaleShards.IsRejection(stale));
        Assert.Empty(await LogAsync(indexed.Shard));
        Assert.Equal(1, await Store.CommitIndexedAsync(Both(indexed), None));
        Assert.Equal([2, 3], (await CopiesAsync(accepted.DocumentId!)).Select(log => Assert.Single(log).Chunks[0].Vector.Length));
    }

    [Fact]
    public async Task CommitThatBringsTooMuch_IsTakenAfterTheChange()
    {
        JobDocument accepted = await AcceptAsync(Text("a", "one"));
        Assert.Equal(1, await Store.CommitIndexedAsync(Both(Indexed(accepted.DocumentId!, 1)), None));
        Assert.Equal([1, 0], (await CopiesAsync(accepted.DocumentId!)).Select(log => log.Count));
    }

    [Fact]
    public async Task Append_LeavesOutWhatIsThereOrObsolete()
    {
        JobDocument[] accepted =
        [
            await AcceptIndexedAsync(WithId("a", "one")),
            await AcceptIndexedAsync(WithId("b", "one b")),
            await AcceptIndexedAsync(WithId("c", "one c")),
        ];
        await BeginAsync();
        await AcceptAsync(WithId("b", "two"));
        await Store.CommitIndexedAsync(Both(Indexed(new DocumentId("b"), 2)), None);
        await Store.DeleteDocumentAsync(Papers, new DocumentId("c"), None);
        foreach (JobDocument document in accepted)
        {
            ShardRecord second = Both(Indexed(document.DocumentId!, 1)).SecondRecord!;
            int expected = document.DocumentId!.Value == "a" ? 1 : 0;
            Assert.Equal(expected, await Store.Changes.AppendAsync(second.Shard, [second.Record], 0, None));
            Assert.Equal(0, await Store.Changes.AppendAsync(second.Shard, [second.Record], 0, None));
        }

        Assert.Equal(["a 1", "b 2"], (await LiveAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Append_ObeysTheWritersEpochAndTheSettings()
    {
        JobDocument accepted = await AcceptIndexedAsync(Text("a", "one"));
        ShardRecord second = Both(Indexed(accepted.DocumentId!, 1)).SecondRecord!;
        RagException stale = await Assert.ThrowsAsync<RagException>(() =>
            Store.Changes.AppendAsync(second.Shard, [second.Record], 0, None)
        );
        Assert.True(StaleShards.IsRejection(stale));
        await BeginAsync();
        long epoch = await Store.Epochs.TakeAsync(ShardOf(accepted.DocumentId!).ToString(), "owner", None);
        RagException fenced = await Assert.ThrowsAsync<RagException>(() =>
            Store.Changes.AppendAsync(second.Shard, [second.Record], epoch - 1, None)
        );
        Assert.True(Fence.IsRejection(fenced));
        Assert.Equal(1, await Store.Changes.AppendAsync(second.Shard, [second.Record], epoch, None));
    }

    [Fact]
    public async Task ReplacementAndDeletion_HollowBothLogs()
    {
        await BeginAsync();
        JobDocument first = await AcceptAsync(WithId("a", "one"));
        await Store.CommitIndexedAsync(Both(Indexed(first.DocumentId!, 1)), None);
        await AcceptAsync(WithId("a", "two"));
        await Store.CommitIndexedAsync(Both(Indexed(first.DocumentId!, 2)), None);
        Assert.All(
            await CopiesAsync(first.DocumentId!),
            log => Assert.Equal([(1L, true), (2L, false)], log.Select(record => (record.Sequence, record.IsDeletion)))
        );
        Assert.Equal(3, await Store.DeleteDocumentAsync(Papers, first.DocumentId!, None));
        Assert.All(await CopiesAsync(first.DocumentId!), log => Assert.Equal([true, true, true], log.Select(record => record.IsDeletion)));
    }

    [Fact]
    public async Task ExchangedCopies_AreWrittenOnAndTheOldOneGoes()
    {
        await BeginAsync();
        JobDocument first = await AcceptAsync(WithId("a", "one"));
        await Store.CommitIndexedAsync(Both(Indexed(first.DocumentId!, 1)), None);
        CollectionSettings switched = Changing with
        {
            Model = "other",
            Dimensions = 3,
            FirstShard = First,
            SecondModel = new ModelShards("tiny", "1", 2, 0, true, "change-1"),
        };
        Assert.True(await Store.Changes.SaveAsync(Changing, switched, Job(ModelChangeStep.Retiring), None));
        await AcceptAsync(WithId("a", "two"));
        // Prepared before the exchange: what belongs where is said by the shards' numbers.
        Assert.Equal(2, await Store.CommitIndexedAsync(Both(Indexed(first.DocumentId!, 2)), None));
        Assert.All(await CopiesAsync(first.DocumentId!), log => Assert.Equal([true, false], log.Select(record => record.IsDeletion)));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Changes.RemoveAsync(Papers, 0, 10, None));
        Assert.True(await Store.Changes.SaveAsync(switched, switched with { SecondModel = null }, Job(ModelChangeStep.Removing), None));
        Assert.True(await Store.Changes.RemoveAsync(Papers, 0, 1, None));
        Assert.False(await Store.Changes.RemoveAsync(Papers, 0, 1, None));
        Assert.Equal([0, 2], (await CopiesAsync(first.DocumentId!)).Select(log => log.Count));
    }

    private static Job Job(ModelChangeStep step) =>
        new("change-1", Papers, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), [])
        {
            Change = new ModelChange
            {
                Model = "other",
                From = "tiny",
                Step = step,
            },
        };

    private static IndexedDocument Both(IndexedDocument indexed)
    {
        ShardLogRecord other = indexed.Record with
        {
            ModelRevision = "other@1",
            Chunks = [.. indexed.Record.Chunks.Select(chunk => new EmbeddedChunk(chunk.Chunk, [0.5f, .. chunk.Vector]))],
        };
        return indexed with { SecondRecord = new ShardRecord(indexed.Shard with { Number = First + indexed.Shard.Number }, other) };
    }

    private async Task BeginAsync() => Assert.True(await Store.Changes.SaveAsync(Settings, Changing, Job(ModelChangeStep.Embedding), None));

    private async Task<List<ShardLogRecord>[]> CopiesAsync(DocumentId document)
    {
        ShardId shard = ShardOf(document);
        return [await LogAsync(shard), await LogAsync(shard with { Number = First + shard.Number })];
    }

    private async Task<List<string>> LiveAsync()
    {
        List<string> live = [];
        foreach (int number in Enumerable.Range(First, Settings.ShardCount))
            live.AddRange(
                (await LogAsync(new ShardId(Papers, number)))
                    .Where(record => !record.IsDeletion)
                    .Select(record => $"{record.Document} {record.Generation}")
            );
        return live;
    }
}

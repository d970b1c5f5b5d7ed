using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;

namespace RagCluster.Storage.Tests.Conformance;

/// <summary>Restart, concurrency, and one write's error beside other writes.</summary>
public abstract class DurabilityConformance : StoreConformance
{
    [Fact]
    public async Task Everything_SurvivesARestart()
    {
        Job job = await Store.AcceptAsync(Papers, [Text("a", "one"), Text("b", "two")], [], None);
        await CommitAsync(job.Documents[0]);
        Document before = await FindAsync(job.Documents[0].DocumentId);
        CollectionState counts = (await Store.FindCollectionAsync(Papers, None))!;
        List<ShardLogRecord> log = await LogAsync(ShardOf(before.Id));
        await ReopenAsync();
        Assert.Equivalent(before, await FindAsync(before.Id), strict: true);
        Assert.Equal(counts, await Store.FindCollectionAsync(Papers, None));
        Assert.Equivalent(log, await LogAsync(ShardOf(before.Id)), strict: true);
        Assert.Equal(JobDocumentState.Indexed, await StateAsync(job));
        Assert.Equal(Bytes("one"), await Store.ReadContentAsync(Papers, before.Id, 1, None));
        Document pending = Assert.Single(await Store.ListPendingAsync(10, None));
        Assert.Equal(job.Documents[1].DocumentId, pending.Id);
    }

    [Fact]
    public async Task ConcurrentRequests_AllSucceedAndTheLogHasNoGap()
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 200),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (i, _) =>
            {
                JobDocument accepted = await AcceptIndexedAsync(Text($"name{i}", $"content {i}"));
                if (i % 10 == 0)
                {
                    await Store.DeleteDocumentAsync(Papers, accepted.DocumentId!, None);
                }
            }
        );
        CollectionState state = (await Store.FindCollectionAsync(Papers, None))!;
        Assert.Equal((180, 180, 360), (state.DocumentCount, state.IndexedCount, state.ChunkCount));
        long total = 0;
        for (int number = 0; number < Settings.ShardCount; number++)
        {
            List<ShardLogRecord> log = await LogAsync(new ShardId(Papers, number));
            Assert.Equal(Enumerable.Range(1, log.Count).Select(s => (long)s), log.Select(r => r.Sequence));
            total += log.Count;
        }

        Assert.Equal(220, total);
    }

    [Fact]
    public async Task ConcurrentRequestsWithOneContent_MakeOneDocument()
    {
        JobDocument[] accepted = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => AcceptAsync(Text($"name{i}", "same"))));
        Assert.Single(accepted.Select(entry => entry.DocumentId).Distinct());
        Assert.Equal(1, (await Store.FindCollectionAsync(Papers, None))!.DocumentCount);
    }

    [Fact]
    public async Task ErrorOfOneWrite_LeavesTheOthersOfItsGroupAlone()
    {
        CollectionId unknown = new("acme", "nothing");
        Task<Job>[] writes =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(i => Store.AcceptAsync(i % 3 == 0 ? unknown : Papers, [Text($"name{i}", $"content {i}")], [], None)),
        ];
        for (int i = 0; i < writes.Length; i++)
        {
            if (i % 3 == 0)
            {
                Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<RagException>(() => writes[i])).Kind);
            }
            else
            {
                Assert.NotNull(await Store.FindJobAsync((await writes[i]).Id, None));
            }
        }

        Assert.Equal(40, (await Store.FindCollectionAsync(Papers, None))!.DocumentCount);
    }

    [Fact]
    public async Task CancelledWrite_Ends()
    {
        using CancellationTokenSource source = new();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.AcceptAsync(Papers, [Text("a", "one")], [], source.Token));
        Assert.Equal(0, (await Store.FindCollectionAsync(Papers, None))!.DocumentCount);
    }
}

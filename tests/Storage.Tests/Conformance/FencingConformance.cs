using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Storage.Fencing;

namespace RagCluster.Storage.Tests.Conformance;

/// <summary>A shard has one writer: whoever took the last epoch.</summary>
public abstract class FencingConformance : StoreConformance
{
    [Fact]
    public async Task Untaken_HasNoOwner() => Assert.Null(await Store.Epochs.FindAsync("nothing", None));

    [Fact]
    public async Task Taking_CountsUpPerResource()
    {
        Assert.Equal(1, await Store.Epochs.TakeAsync("a", "silo 1", None));
        Assert.Equal(2, await Store.Epochs.TakeAsync("a", "silo 2", None));
        Assert.Equal(1, await Store.Epochs.TakeAsync("b", "silo 1", None));
        Assert.Equal(new Epoch(2, "silo 2", Time.GetUtcNow()), await Store.Epochs.FindAsync("a", None));
    }

    [Fact]
    public async Task ConcurrentTakers_GetDifferentEpochs()
    {
        long[] epochs = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Store.Epochs.TakeAsync("a", $"silo {i}", None)));
        Assert.Equal(Enumerable.Range(1, 40).Select(i => (long)i), epochs.Order());
    }

    [Fact]
    public async Task Owner_Writes()
    {
        (JobDocument accepted, ShardId shard) = await AcceptInAsync("x");
        long epoch = await Store.Epochs.TakeAsync(shard.ToString(), "silo 1", None);
        Assert.Equal(1, await CommitAsync(accepted, epoch));
        Assert.Equal(2, await Store.DeleteDocumentAsync(Papers, accepted.DocumentId!, epoch, None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task AnotherEpoch_IsRejectedAndChangesNothing(long epoch)
    {
        (JobDocument accepted, ShardId shard) = await AcceptInAsync("x");
        await Store.Epochs.TakeAsync(shard.ToString(), "silo 1", None);
        await Store.Epochs.TakeAsync(shard.ToString(), "silo 2", None);
        await AssertRejectedAsync(() => CommitAsync(accepted, epoch));
        Assert.Equal(DocumentState.Received, (await FindAsync(accepted.DocumentId)).State);
        Assert.Equal(0, await Store.ReadLogEndAsync(shard, None));
        Assert.Equal(1, await CommitAsync(accepted, 2));
        await AssertRejectedAsync(() => Store.DeleteDocumentAsync(Papers, accepted.DocumentId!, epoch, None));
        Assert.Equal(1, await Store.ReadLogEndAsync(shard, None));
    }

    [Fact]
    public async Task Epochs_SurviveARestartAndTheirCollection()
    {
        (_, ShardId shard) = await AcceptInAsync("x");
        await Store.Epochs.TakeAsync(shard.ToString(), "silo 1", None);
        await Store.DeleteCollectionAsync(Papers, None);
        await ReopenAsync();
        await Store.CreateCollectionAsync(Papers, Settings, None);
        (JobDocument accepted, _) = await AcceptInAsync("x");
        await AssertRejectedAsync(() => CommitAsync(accepted, 0));
        Assert.Equal(2, await Store.Epochs.TakeAsync(shard.ToString(), "silo 2", None));
        Assert.Equal(1, await CommitAsync(accepted, 2));
    }

    [Fact]
    public async Task TakeoverDuringWrites_LeavesOnlyTheNewOwnersBehindIt()
    {
        (_, ShardId shard) = await AcceptInAsync("x0");
        string resource = shard.ToString();
        long first = await Store.Epochs.TakeAsync(resource, "silo 1", None);
        JobDocument[] accepted = await Task.WhenAll(
            Enumerable
                .Range(0, 300)
                .Select(i => $"x{i}")
                .Where(id => ShardOf(new DocumentId(id)) == shard)
                .Select(async id => (await AcceptInAsync(id)).Accepted)
        );
        Task<long?>[] writes = [.. accepted.Select(entry => CommitAsync(entry, first))];
        long second = await Store.Epochs.TakeAsync(resource, "silo 2", None);
        long endAtTakeover = await Store.ReadLogEndAsync(shard, None);
        int committed = 0;
        foreach (Task<long?> write in writes)
        {
            try
            {
                Assert.InRange((await write)!.Value, 1, endAtTakeover);
                committed++;
            }
            catch (RagException rejected) when (Fence.IsRejection(rejected))
            {
                // Which writes come first is the store's choice; none may come after the takeover.
            }
        }

        Assert.Equal(endAtTakeover, committed);
        Assert.Equal(endAtTakeover, await Store.ReadLogEndAsync(shard, None));
        await AssertRejectedAsync(() => Store.DeleteDocumentAsync(Papers, accepted[0].DocumentId!, first, None));
        await Store.DeleteDocumentAsync(Papers, accepted[0].DocumentId!, second, None);
        Assert.Equal(endAtTakeover + 1, await Store.ReadLogEndAsync(shard, None));
    }

    private async Task<(JobDocument Accepted, ShardId Shard)> AcceptInAsync(string id) =>
        (await AcceptAsync(WithId(id, $"content of {id}")), ShardOf(new DocumentId(id)));

    private Task<long?> CommitAsync(JobDocument accepted, long epoch) =>
        Store.CommitIndexedAsync(Indexed(accepted.DocumentId!, accepted.Generation) with { Epoch = epoch }, None);

    private static async Task AssertRejectedAsync(Func<Task> write)
    {
        RagException rejected = await Assert.ThrowsAsync<RagException>(write);
        Assert.True(Fence.IsRejection(rejected), rejected.Message);
        Assert.Equal(ErrorKind.Unavailable, rejected.Kind);
        Assert.NotNull(rejected.RetryAfter);
    }
}

using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Storage.Caching;

namespace RagCluster.Storage.Tests.Conformance;

/// <summary>What a cleanup removes, what it counts, and what it leaves.</summary>
public abstract class CleanupConformance : StoreConformance
{
    // The default of both engines.
    private static readonly TimeSpan JobRetention = TimeSpan.FromDays(30);

    [Fact]
    public async Task NothingToRemove_IsNothing()
    {
        await AcceptIndexedAsync(Text("a", "one"));
        Assert.Equal(new StoreCleanup(0, 0, 0), await Store.CleanAsync(None));
    }

    [Fact]
    public async Task FinishedJobs_GoWhenTheyAreOld_AndOpenOnesStay()
    {
        Job finished = await Store.AcceptAsync(Papers, [Text("a", "one")], [], None);
        await CommitAsync(finished.Documents[0]);
        Job open = await Store.AcceptAsync(Papers, [Text("b", "two")], [], None);
        Time.Advance(JobRetention + TimeSpan.FromMinutes(1));
        Job young = await Store.AcceptAsync(Papers, [Text("c", "three")], [], None);
        await CommitAsync(young.Documents[0]);

        Assert.Equal(new StoreCleanup(1, 0, 0), await Store.CleanAsync(None));
        Assert.Null(await Store.FindJobAsync(finished.Id, None));
        Assert.NotNull(await Store.FindJobAsync(open.Id, None));
        Assert.NotNull(await Store.FindJobAsync(young.Id, None));
        Document kept = await FindAsync(finished.Documents[0].DocumentId);
        Assert.Equal(DocumentState.Indexed, kept.State);
        Assert.Equal(new StoreCleanup(0, 0, 0), await Store.CleanAsync(None));
    }

    [Fact]
    public async Task MoreThanOneTransactionTakes_AllGo()
    {
        const int values = 501;
        DateTimeOffset soon = Time.GetUtcNow().AddMinutes(1);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, values),
            new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (i, _) => await ColdCache.ReplaceAsync(i % 16, Row($"{i}", soon), [], None)
        );
        Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(new StoreCleanup(0, values, 0), await Store.CleanAsync(None));
    }

    [Fact]
    public async Task CachedValues_GoWhenTheyHaveExpired_OfEveryPartition()
    {
        DateTimeOffset soon = Time.GetUtcNow().AddMinutes(1);
        await ColdCache.ReplaceAsync(0, Row("a", soon), [], None);
        await ColdCache.ReplaceAsync(3, Row("b", soon), [], None);
        await ColdCache.ReplaceAsync(3, Row("c", soon.AddHours(1)), [], None);
        Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(new StoreCleanup(0, 2, 0), await Store.CleanAsync(None));
        Assert.Null(await ColdCache.ReadAsync(3, "b", None));
        Assert.NotNull(await ColdCache.ReadAsync(3, "c", None));
    }

    private static CachedRow Row(string digest, DateTimeOffset expiresAt) => new(digest, Bytes("key"), Bytes("value"), 1500, expiresAt);
}

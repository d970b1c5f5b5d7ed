using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Operations;

/// <summary>Names that nobody has leave no activation behind, however many are asked for.</summary>
public sealed class MissingSubjectTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private const int Names = 50;

    [Fact]
    public async Task InventedNames_LeaveNoActivations()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        for (int i = 0; i < Names; i++)
        {
            string name = $"{Guid.NewGuid():N}";
            await RequireMissingAsync(() => cluster.Grains.GetGrain<IJobGrain>(name).GetAsync(CancellationToken.None));
            await RequireMissingAsync(() =>
                cluster.Grains.GetGrain<IDocumentGrain>($"{collection}/{name}").GetAsync(CancellationToken.None)
            );
            await RequireMissingAsync(() =>
                cluster.Grains.GetGrain<ICollectionGrain>($"{CollectionId.DefaultTenant}/{name}").GetAsync(CancellationToken.None)
            );
        }

        // They end after the answer has left, so the last few may still be there for a moment.
        using CancellationTokenSource patience = new(TestPatience.Max);
        while (await CountAsync("JobGrain", "DocumentGrain", "CollectionGrain") > Names / 5)
        {
            Assert.False(patience.IsCancellationRequested, "Activations of what there is not did not end within a minute.");
            await Task.Yield();
        }

        await cluster.Grains.GetGrain<ICollectionGrain>(collection.ToString()).GetAsync(CancellationToken.None);
    }

    [Fact]
    public async Task CollectionThatIsAskedForWhileItIsDeleted_HoldsNobodyUp()
    {
        const int Rounds = 60;
        CollectionId collection = new(CollectionId.DefaultTenant, $"c{Guid.NewGuid():N}");
        ICollectionGrain grain = cluster.Grains.GetGrain<ICollectionGrain>(collection.ToString());
        IShardMapGrain map = cluster.Grains.GetGrain<IShardMapGrain>(collection.ToString());
        for (int round = 0; round < Rounds; round++)
        {
            await Task.WhenAll([
                MayFailAsync(() => grain.CreateAsync(new CollectionSettings { ShardCount = 2 }, CancellationToken.None)),
                .. Enumerable.Range(0, 4).Select(_ => MayFailAsync(() => grain.GetAsync(CancellationToken.None))),
                .. Enumerable.Range(0, 4).Select(_ => MayFailAsync(() => map.ListReplicasAsync(CancellationToken.None))),
                MayFailAsync(() => map.GetAsync(CancellationToken.None)),
                MayFailAsync(() => grain.DeleteAsync(CancellationToken.None)),
                .. Enumerable.Range(0, 4).Select(_ => MayFailAsync(() => map.ListReplicasAsync(CancellationToken.None))),
                MayFailAsync(() => grain.DeleteAsync(CancellationToken.None)),
            ]);
        }
    }

    // What there is not at that moment may be said to be missing, and a call may meet an activation that ends: what is asked here is only
    // that nobody waits for somebody who waits for them, which ends with a TimeoutException.
    private static async Task MayFailAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception refusal) when (refusal is RagException or OrleansException) { }
    }

    private static async Task RequireMissingAsync(Func<Task> ask) =>
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<RagException>(ask)).Kind);

    private async Task<int> CountAsync(params string[] grains)
    {
        SimpleGrainStatistic[] statistics = await cluster.Grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics();
        return statistics
            .Where(one => grains.Any(grain => one.GrainType.Contains(grain, StringComparison.Ordinal)))
            .Sum(one => one.ActivationCount);
    }
}

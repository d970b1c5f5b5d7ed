using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Interfaces.Topology;
using RagCluster.Storage.Fencing;

namespace RagCluster.Grains.Tests.Cluster;

/// <summary>What three silos must not do to each other's work.</summary>
public sealed class SafetyTests(ThreeSilos cluster) : IClassFixture<ThreeSilos>
{
    [Fact]
    public async Task WriterThatLostItsEpoch_WritesNothingAndTheNextOneDoes()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        await cluster.UploadAsync(collection, ("a.txt", "The first letter is an alpha."));
        Epoch before = (await cluster.Store.Epochs.FindAsync($"{collection}/0", CancellationToken.None))!;
        long stolen = await cluster.Store.Epochs.TakeAsync($"{collection}/0", "somebody else", CancellationToken.None);
        Assert.Equal(before.Number + 1, stolen);
        Job job = await cluster.UploadAsync(collection, ("b.txt", "The second letter is a beta."));
        Assert.Equal(JobDocumentState.Indexed, Assert.Single(job.Documents).State);
        Epoch after = (await cluster.Store.Epochs.FindAsync($"{collection}/0", CancellationToken.None))!;
        Assert.True(after.Number > stolen);
        Assert.Equal(2, await cluster.Store.ReadLogEndAsync(new ShardId(collection, 0), CancellationToken.None));
    }

    [Fact]
    public async Task FinishedJob_IsReadByEveryReplica()
    {
        CollectionId collection = await cluster.NewCollectionAsync(new CollectionSettings { ShardCount = 2, ReplicaCount = 3 });
        for (int i = 0; i < 5; i++)
        {
            await cluster.UploadAsync(collection, ($"d{i}.txt", $"The river number{i} flows north."));
            ShardStatus[] replicas = await cluster.ReplicasAsync(collection);
            Assert.Equal(6, replicas.Length);
            Assert.All(replicas, replica => Assert.Equal((replica.LogEnd, ReplicaState.Serving), (replica.Position, replica.State)));
        }
    }

    [Fact]
    public async Task DeletedCollection_IsGoneOnEverySiloAndMayComeBackEmpty()
    {
        CollectionId collection = await cluster.NewCollectionAsync(new CollectionSettings { ShardCount = 2, ReplicaCount = 2 });
        await cluster.UploadAsync(collection, ("a.txt", "The lamp is green."));
        ICollection<string> before = [.. (await cluster.ReplicasAsync(collection)).Select(replica => $"{replica.Shard}/{replica.Silo}")];
        await Collection(collection).DeleteAsync(CancellationToken.None);
        // Replicas are sent the end without waiting for a silo that may hang: each answers "not found" as soon as it has come.
        foreach (string replica in before)
        {
            await RunningCluster.WaitUntilAsync(async () =>
            {
                RagException? error =
                    await Record.ExceptionAsync(() =>
                        cluster
                            .Grains.GetGrain<IIndexShardGrain>(replica)
                            .SearchAsync(new ShardSearchRequest { Text = "lamp", Limit = 5 }, CancellationToken.None)
                    ) as RagException;
                return error?.Kind == ErrorKind.NotFound;
            });
        }

        await Collection(collection).CreateAsync(new CollectionSettings { ShardCount = 2, ReplicaCount = 2 }, CancellationToken.None);
        await cluster.UploadAsync(collection, ("b.txt", "The lamp is red."));
        SearchResponse found = await cluster.Grains.SearchAsync(
            new SearchRequest { Collection = collection, Query = "lamp" }.With((nameof(RetrievalOptions.Mode), SearchMode.Bm25))
        );
        Assert.Contains("red", Assert.Single(found.Found.Passages).Chunk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SweepsOfThreeSilos_AreOne()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        await cluster.Store.AcceptAsync(
            collection,
            [new UploadedDocument { Name = "lost.txt", Content = "A letter in a drawer."u8.ToArray() }],
            [],
            CancellationToken.None
        );
        ISweepGrain sweep = cluster.Grains.GetGrain<ISweepGrain>(ISweepGrain.Key);
        int[] handedOver = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => sweep.SweepAsync(CancellationToken.None)));
        Assert.Single(handedOver, count => count > 0);
    }

    [Fact]
    public async Task LoadOfEverySilo_CountsForTheWantedNumber()
    {
        IScalingGrain scaling = cluster.Grains.GetGrain<IScalingGrain>(IScalingGrain.Key);
        ScalingState state = await scaling.GetAsync(CancellationToken.None);
        Assert.Equal(3, state.SiloCount);
        foreach (string silo in cluster.Silos.GetActiveSilos().Select(silo => silo.SiloAddress.ToParsableString()))
            state = await scaling.ReportAsync(new SiloLoad(silo, 0.95, TimeSpan.FromMilliseconds(20), 100), CancellationToken.None);
        Assert.Equal((5, "cpu"), (state.WantedSilos, state.Reason));
        foreach (string silo in cluster.Silos.GetActiveSilos().Select(silo => silo.SiloAddress.ToParsableString()))
            state = await scaling.ReportAsync(new SiloLoad(silo, 0.1, TimeSpan.FromMilliseconds(20), 100, 0.95), CancellationToken.None);
        Assert.Equal((4, "memory", 0.95), (state.WantedSilos, state.Reason, Math.Round(state.MemoryShare, 4)));
        foreach (string silo in cluster.Silos.GetActiveSilos().Select(silo => silo.SiloAddress.ToParsableString()))
            await scaling.ReportAsync(new SiloLoad(silo, 0.95, TimeSpan.FromMilliseconds(20), 100), CancellationToken.None);
        await scaling.ReportAsync(new SiloLoad("127.0.0.1:1@1", 1, TimeSpan.FromHours(1), 1), CancellationToken.None);
        Assert.Equal("cpu", (await scaling.GetAsync(CancellationToken.None)).Reason);
    }

    private ICollectionGrain Collection(CollectionId collection) => cluster.Grains.GetGrain<ICollectionGrain>(collection.ToString());
}

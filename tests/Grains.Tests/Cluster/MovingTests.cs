using Orleans.TestingHost;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Grains.Tests.Cluster;

/// <summary>
/// Replicas find their places and leave them while queries go on. Each test has a cluster of its own, since each breaks it.
/// </summary>
public sealed class MovingTests
{
    private const int Documents = 60;

    [Fact]
    public async Task Replicas_AreOnDistinctSilosAndSpreadEvenly()
    {
        await using RunningCluster cluster = await RunningCluster.StartAsync(new ThreeSilos());
        CollectionId collection = await cluster.FilledAsync(Documents, shards: 4, replicas: 2);
        ShardStatus[] replicas = await cluster.Product.ReplicasAsync(collection);
        Assert.Equal(8, replicas.Length);
        Assert.All(replicas.GroupBy(r => r.Shard), shard => Assert.Equal(2, shard.Select(r => r.Silo).Distinct().Count()));
        Assert.All(replicas.GroupBy(r => r.Silo), silo => Assert.InRange(silo.Count(), 2, 3));
        Assert.Equal(3, replicas.Select(r => r.Silo).Distinct().Count());
    }

    [Fact]
    public async Task KilledSilo_FailsNoQueryWithTwoReplicas()
    {
        await using RunningCluster cluster = await RunningCluster.StartAsync(new ThreeSilos());
        CollectionId collection = await cluster.FilledAsync(Documents, shards: 4, replicas: 2);
        await using QueryLoad load = QueryLoad.Start(cluster.Product, collection, Documents);
        await load.AnsweredAsync(50);
        SiloHandle victim = cluster.Product.Silos.SecondarySilos[0];
        await cluster.Product.Silos.KillSiloAsync(victim);
        await cluster.UntilAsync(
            collection,
            replicas =>
                replicas.Length == 8
                && replicas.All(r => r.State == ReplicaState.Serving && r.Silo != victim.SiloAddress.ToParsableString())
        );
        await load.AnsweredAsync(50);
        await load.StopAsync();
    }

    [Fact]
    public async Task JoiningSilo_TakesItsShareAndFailsNoQuery()
    {
        await using RunningCluster cluster = await RunningCluster.StartAsync(new TwoSilos());
        CollectionId collection = await cluster.FilledAsync(Documents, shards: 6, replicas: 1);
        await using QueryLoad load = QueryLoad.Start(cluster.Product, collection, Documents);
        await load.AnsweredAsync(50);
        SiloHandle joined = await cluster.Product.Silos.StartAdditionalSiloAsync();
        load.AskToo(joined);
        string address = joined.SiloAddress.ToParsableString();
        await cluster.UntilAsync(collection, replicas => replicas.Length == 6 && replicas.Count(r => r.Silo == address) == 2);
        await load.AnsweredAsync(50);
        await load.StopAsync();
    }

    [Fact]
    public async Task DrainedSilo_HandsOverBeforeItStopsAndFailsNoQuery()
    {
        await using RunningCluster cluster = await RunningCluster.StartAsync(new ThreeSilos());
        CollectionId collection = await cluster.FilledAsync(Documents, shards: 6, replicas: 1);
        await using QueryLoad load = QueryLoad.Start(cluster.Product, collection, Documents);
        await load.AnsweredAsync(50);
        SiloHandle leaving = cluster.Product.Silos.SecondarySilos[0];
        string address = leaving.SiloAddress.ToParsableString();
        IShardMapGrain map = cluster.Product.Grains.GetGrain<IShardMapGrain>(collection.ToString());
        await cluster.UntilAsync(async () => await map.DrainAsync(address, CancellationToken.None) == 0);
        await cluster.Product.Silos.StopSiloAsync(leaving);
        await load.AnsweredAsync(50);
        await load.StopAsync();
        Assert.DoesNotContain(await cluster.Product.ReplicasAsync(collection), r => r.Silo == address);
    }

    [Fact]
    public async Task KilledOnlyReplica_AnswersElsewhereAfterAWhile()
    {
        await using RunningCluster cluster = await RunningCluster.StartAsync(new ThreeSilos());
        CollectionId collection = await cluster.FilledAsync(Documents, shards: 3, replicas: 1);
        await cluster.Product.Silos.KillSiloAsync(cluster.Product.Silos.SecondarySilos[0]);
        await using QueryLoad load = QueryLoad.Start(cluster.Product, collection, Documents);
        await load.AnsweredAsync(100);
        await load.StopAsync();
    }

    [Fact]
    public async Task DeletedDocument_IsGoneFromEveryReplica()
    {
        await using RunningCluster cluster = await RunningCluster.StartAsync(new ThreeSilos());
        CollectionId collection = await cluster.FilledAsync(Documents, shards: 2, replicas: 3);
        string victim = (await cluster.SearchAsync(collection, "topic7", SearchMode.Bm25)).Found.Passages[0].Chunk.Id.Document.Value;
        await cluster
            .Product.Grains.GetGrain<Interfaces.Ingest.IDocumentGrain>($"{collection}/{victim}")
            .DeleteAsync(null, CancellationToken.None);
        Assert.All(
            await cluster.AskEveryReplicaAsync(collection, new ShardSearchRequest { Text = "topic7", Limit = 50 }),
            reply => Assert.DoesNotContain(reply.Bm25, hit => hit.Chunk.Id.Document.Value == victim)
        );
    }
}

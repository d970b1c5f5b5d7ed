using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Grains.Tests.Cluster;

/// <summary>The sweep for what queues forgot, where it would do nothing for the next hour.</summary>
public sealed class SweepTests
{
    [Fact]
    public async Task DeadSilo_IsAReasonToSweepAtOnce()
    {
        await using RunningCluster cluster = await RunningCluster.StartAsync(new SilosThatSeldomSweep());
        CollectionId collection = await cluster.Product.NewCollectionAsync();
        ISweepGrain sweep = cluster.Product.Grains.GetGrain<ISweepGrain>(ISweepGrain.Key);
        await LoseAsync(cluster, collection, "before.txt");
        Assert.Equal(1, await sweep.SweepAsync(CancellationToken.None));
        await LoseAsync(cluster, collection, "after.txt");
        Assert.Equal(0, await sweep.SweepAsync(CancellationToken.None));

        // The grain may have been on this one: then another one begins, which sweeps too.
        await cluster.Product.Silos.KillSiloAsync(cluster.Product.Silos.SecondarySilos[0]);
        await cluster.UntilAsync(async () => await sweep.SweepAsync(CancellationToken.None) > 0);
    }

    // Acknowledged, and the silo died before its queue heard of it.
    private static Task<Job> LoseAsync(RunningCluster cluster, CollectionId collection, string name) =>
        cluster.Product.Store.AcceptAsync(
            collection,
            [new UploadedDocument { Name = name, Content = System.Text.Encoding.UTF8.GetBytes(name) }],
            [],
            CancellationToken.None
        );

    private sealed class SilosThatSeldomSweep() : ProductCluster(3)
    {
        private protected override IReadOnlyDictionary<string, string> Settings { get; } =
            new Dictionary<string, string> { ["Ingest:SweepPeriod"] = "01:00:00" };
    }
}

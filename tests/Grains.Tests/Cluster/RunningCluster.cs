using System.Diagnostics;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Cluster;

/// <summary>A cluster for one test, and what the tests of clusters ask of it.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private RunningCluster(ProductCluster product) => Product = product;

    internal ProductCluster Product { get; }

    public async ValueTask DisposeAsync() => await Product.DisposeAsync();

    internal static async Task<RunningCluster> StartAsync(ProductCluster product)
    {
        await product.InitializeAsync();
        return new RunningCluster(product);
    }

    /// <summary>A collection of documents that each speak of a topic of their own.</summary>
    internal async Task<CollectionId> FilledAsync(int documents, int shards, int replicas)
    {
        CollectionId collection = await Product.NewCollectionAsync(new CollectionSettings { ShardCount = shards, ReplicaCount = replicas });
        Job job = await Product.UploadAsync(
            collection,
            [.. Enumerable.Range(0, documents).Select(i => ($"d{i}.txt", $"Document {i} speaks of topic{i} and of nothing else."))]
        );
        Assert.All(job.Documents, document => Assert.Equal(JobDocumentState.Indexed, document.State));
        return collection;
    }

    internal Task<SearchResponse> SearchAsync(CollectionId collection, string query, SearchMode mode) =>
        Product.Grains.SearchAsync(
            new SearchRequest { Collection = collection, Query = query }.With(
                (nameof(RetrievalOptions.Mode), mode),
                (nameof(ResultOptions.TopK), 3)
            )
        );

    internal async Task<ShardSearchReply[]> AskEveryReplicaAsync(CollectionId collection, ShardSearchRequest request)
    {
        ShardStatus[] replicas = await Product.ReplicasAsync(collection);
        return await Task.WhenAll(
            replicas.Select(replica =>
                Product.Grains.GetGrain<IIndexShardGrain>($"{replica.Shard}/{replica.Silo}").SearchAsync(request, CancellationToken.None)
            )
        );
    }

    internal Task UntilAsync(CollectionId collection, Func<ShardStatus[], bool> condition) =>
        UntilAsync(async () => condition(await Product.ReplicasAsync(collection)));

    internal Task UntilAsync(Func<Task<bool>> condition) => WaitUntilAsync(condition);

    // Asks the grains again and again: each answer takes a call, so this is no busy loop.
    internal static async Task WaitUntilAsync(Func<Task<bool>> condition)
    {
        long began = Stopwatch.GetTimestamp();
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(100));
        while (!await HoldsAsync(condition))
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TestPatience.Max, $"The cluster did not get there within {TestPatience.Max}.");
            await timer.WaitForNextTickAsync();
        }
    }

    // The grain that is asked may have been on the silo that has just died.
    private static async Task<bool> HoldsAsync(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            return false;
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Topology;

namespace RagCluster.Grains.Tests.Shards;

/// <summary>
/// What a replica answers when writers may have given its silo up: what its log holds by then, or that it is not ready. A silo that reaches
/// the others answers on while the store is away.
/// </summary>
public sealed class CutOffReplicaTests(LogAwaySilo cluster) : IClassFixture<LogAwaySilo>
{
    [Fact]
    public async Task CutOff_AnswersWhatItsLogHoldsOrNothing()
    {
        TimeProvider time = cluster.Services.GetRequiredService<TimeProvider>();
        PeerContact contact = cluster.Services.GetRequiredService<PeerContact>();
        CollectionId collection = await cluster.NewCollectionAsync(new CollectionSettings { ShardCount = 1 });
        ShardId shard = new(collection, 0);
        await cluster.UploadAsync(collection, ("a.txt", "The first lamp."));
        Assert.Equal(1, await CountAsync(shard));

        cluster.Log.IsAway = true;
        await cluster
            .Grains.GetGrain<IIntakeGrain>(collection.ToString())
            .AcceptAsync([new UploadedDocument { Name = "b.txt", Content = "The second lamp."u8.ToArray() }], [], CancellationToken.None);
        while (await cluster.Store.ReadLogEndAsync(shard, CancellationToken.None) < 2)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        Assert.Equal(1, await CountAsync(shard));

        contact.Note(time.GetTimestamp(), hasMissed: true);
        RagException refused = await Assert.ThrowsAsync<RagException>(() => CountAsync(shard));
        Assert.Equal((ErrorKind.Unavailable, IIndexShardGrain.NotReady), (refused.Kind, refused.Code));

        cluster.Log.IsAway = false;
        Assert.Equal(2, await CountAsync(shard));
    }

    private async Task<int> CountAsync(ShardId shard)
    {
        string silo = cluster.Services.GetRequiredService<IClusterView>().Local;
        ShardSearchReply reply = await cluster
            .Grains.GetGrain<IIndexShardGrain>(Keys.Replica(shard, silo))
            .SearchAsync(new ShardSearchRequest { Text = "lamp", Limit = 5 }, CancellationToken.None);
        return reply.Bm25.Length;
    }
}

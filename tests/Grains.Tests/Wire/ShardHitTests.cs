using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Corpus.Metadata;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Shards;

namespace RagCluster.Grains.Tests.Wire;

/// <summary>A hit that nobody has read yet goes to another silo whole.</summary>
public sealed class ShardHitTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void AnotherSilo_GetsAllOfAHit_AndWhatHitsShareOnce()
    {
        ShardSearchResult found = Search();
        ShardSearchReply sent = new(found.Bm25, found.Vectors, 1);
        Serializer serializer = _services.GetRequiredService<Serializer>();
        ShardSearchReply received = serializer.Deserialize<ShardSearchReply>(serializer.SerializeToArray(sent))!;
        ShardHit hit = Assert.Single(received.Bm25);
        Assert.Equal(("d-1-0", "a lamp", "Lamps", "d.md"), (hit.Id.ToString(), hit.Chunk.Text, hit.Title, hit.Uri));
        Assert.Equal((hit.Chunk.Id, MetadataValue.Of("tower")), (hit.Id, hit.Metadata["kind"]));
        Assert.Equal(found.Bm25[0].Scores, hit.Scores);
        Assert.Same(hit.Chunk, Assert.Single(received.Vectors).Chunk);
        Assert.Equal(found.Vectors[0].Scores, received.Vectors[0].Scores);
    }

    [Fact]
    public void TheSameSilo_GetsTheHitItself()
    {
        ShardSearchReply reply = new(Search().Bm25, [], 1);
        Assert.Same(reply, _services.GetRequiredService<DeepCopier>().Copy(reply));
    }

    private static ShardSearchResult Search()
    {
        DocumentId document = new("d");
        Chunk chunk = new(new ChunkId(document, 1, 0), 0, 6, "a lamp", ["Part"], null, null, 2);
        Shard shard = new(new ShardOptions(2));
        shard.Apply([
            new ShardLogRecord
            {
                Sequence = 1,
                Document = document,
                Generation = 1,
                Title = "Lamps",
                Uri = "d.md",
                Metadata = new() { ["kind"] = MetadataValue.Of("tower") },
                Chunks = [new EmbeddedChunk(chunk, [1, 0])],
            },
        ]);
        return shard.Searcher().Search(new ShardQuery { Text = "lamp", Vector = [1, 0] }, CancellationToken.None);
    }
}

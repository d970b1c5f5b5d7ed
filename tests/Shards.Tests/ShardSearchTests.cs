using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Shards.Tests;

public sealed class ShardSearchTests
{
    private readonly Shard _shard = new(new ShardOptions(2));

    public ShardSearchTests() =>
        _shard.Apply([
            Records.Of(1, "a", "Storage", [("AddGrainStorage keeps state", [1, 0]), ("nothing here", [0, 1])]),
            Records.Of(2, "b", "Clusters", [("state of a cluster", [1, 1]), ("no vector but state", [])]),
        ]);

    [Fact]
    public void EveryHit_HasBothScores()
    {
        ShardSearchResult found = Search(new ShardQuery { Text = "state storage", Vector = [2, 0] });
        Assert.Equal(["a-1-0", "a-1-1", "b-2-0", "b-2-1"], found.Bm25.Select(hit => hit.Chunk.Id.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(["a-1-0", "b-2-0", "a-1-1"], found.Vectors.Select(hit => hit.Chunk.Id.ToString()));
        Assert.Equal(1, found.Vectors[0].Scores.Vector!.Value, 1e-6);
        foreach (ShardHit hit in found.Bm25.Where(hit => hit.Chunk.Id.ToString() != "b-2-1"))
            Assert.Equal(hit.Scores, Assert.Single(found.Vectors, other => other.Id == hit.Id).Scores);
        Assert.Null(Assert.Single(found.Bm25, hit => hit.Chunk.Id.ToString() == "b-2-1").Scores.Vector);
    }

    [Fact]
    public void TitleHeadingAndParts_AreFound()
    {
        Assert.Equal(2, Search(new ShardQuery { Text = "clusters" }).Bm25.Length);
        Assert.Equal(
            "a-1-0",
            Assert.Single(Search(new ShardQuery { Text = "AddGrainStorage" }).Bm25, hit => hit.Chunk.Id.Ordinal == 0).Chunk.Id.ToString()
        );
        Assert.NotEmpty(Search(new ShardQuery { Text = "part" }).Bm25);
    }

    [Fact]
    public void Filter_AppliesBeforeRanking()
    {
        ComparisonFilter filter = new("parity", ComparisonOperator.Equal, [MetadataValue.Of(0)]);
        ShardSearchResult found = Search(
            new ShardQuery
            {
                Text = "state",
                Vector = [1, 0],
                Limit = 1,
                Filter = filter,
            }
        );
        Assert.Equal("b", Assert.Single(found.Bm25).Chunk.Id.Document.Value);
        Assert.Equal("b", Assert.Single(found.Vectors).Chunk.Id.Document.Value);
    }

    [Fact]
    public void LegThatIsOff_FindsNothingAndGivesNoScore()
    {
        ShardSearchResult words = Search(
            new ShardQuery
            {
                Text = "state",
                Vector = [1, 0],
                UseVectors = false,
            }
        );
        Assert.Empty(words.Vectors);
        Assert.All(words.Bm25, hit => Assert.Null(hit.Scores.Vector));
        ShardSearchResult vectors = Search(
            new ShardQuery
            {
                Text = "state",
                Vector = [1, 0],
                UseBm25 = false,
            }
        );
        Assert.Empty(vectors.Bm25);
        Assert.All(vectors.Vectors, hit => Assert.Null(hit.Scores.Bm25));
    }

    [Fact]
    public void BadQuery_IsRefused()
    {
        Assert.ThrowsAny<ArgumentException>(() => Search(new ShardQuery { Limit = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => Search(new ShardQuery { Limit = ShardQuery.LimitMax + 1 }));
        Assert.ThrowsAny<ArgumentException>(() => Search(new ShardQuery { Vector = [1, 2, 3] }));
    }

    [Fact]
    public void CancelledToken_StopsTheSearch() =>
        Assert.Throws<OperationCanceledException>(() =>
            _shard.Searcher().Search(new ShardQuery { Text = "state" }, new CancellationToken(canceled: true))
        );

    [Fact]
    public void Chunk_IsFoundWithItsDocument()
    {
        ChunkId id = _shard.Searcher().ListChunks(new("b"))[1].Id;
        Passage? passage = _shard.Searcher().FindChunk(id);
        Assert.Equal(("no vector but state", "Clusters", "b.md"), (passage!.Chunk.Text, passage.Title, passage.Uri));
        Assert.Null(_shard.Searcher().FindChunk(id with { Generation = 1 }));
        Assert.Null(_shard.Searcher().FindChunk(id with { Document = new("none") }));
    }

    private ShardSearchResult Search(ShardQuery query) => _shard.Searcher().Search(query, CancellationToken.None);
}

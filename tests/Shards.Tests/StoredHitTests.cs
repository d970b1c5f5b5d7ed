using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Metadata;
using RagCluster.Shards.Tests.Disk;
using RagCluster.TestKit;

namespace RagCluster.Shards.Tests;

/// <summary>What a hit shows is read after the search that found it, from what was searched.</summary>
public sealed class StoredHitTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AHit_ShowsTheVersionThatWasFound_WhateverBecameOfItsDocument(bool isSealed)
    {
        Shard shard = new(
            new ShardOptions(0) { Folder = new ShardFolderOptions(_folder.File("shard"), 1, _disk), MaintainsItself = false }
        );
        shard.Apply([Records.Of(1, "a", "Old", "lamp one", "other"), Records.Of(2, "b", "Gone", "lamp two")]);
        if (isSealed)
            shard.Seal(CancellationToken.None);
        ShardHit[] found = Search(shard, 10);
        // One document is replaced and the other deleted before anything of the hits is read, and the files that held them are merged away.
        shard.Apply([Records.Of(3, "a", "New", "lamp three"), Records.Of(4, "b", "Gone")]);
        shard.Seal(CancellationToken.None);
        while (shard.Merge(CancellationToken.None)) { }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(["a-1-0 lamp one", "b-2-0 lamp two"], found.Select(Shown).Order(StringComparer.Ordinal));
        ShardHit replaced = Assert.Single(found, hit => hit.Id.Document.Value == "a");
        Assert.Equal(("Old", "a.md", MetadataValue.Of(1)), (replaced.Title, replaced.Uri, replaced.Metadata["parity"]));
        Assert.Equal("a-3-0 lamp three", Shown(Assert.Single(Search(shard, 10))));
    }

    [Fact]
    public void WhatBothLegsFind_IsReadOnce()
    {
        Shard shard = new(new ShardOptions(2));
        shard.Apply([Records.Of(1, "a", "Cats", [("cat one", [1, 0]), ("cat two", [0, 1])])]);
        ShardSearchResult found = shard
            .Searcher()
            .Search(
                new ShardQuery
                {
                    Text = "cat",
                    Vector = [1, 0],
                    Exact = true,
                },
                CancellationToken.None
            );
        Assert.Equal(2, found.Bm25.Length);
        foreach (ShardHit hit in found.Bm25)
        {
            ShardHit other = Assert.Single(found.Vectors, near => near.Id == hit.Id);
            Assert.Same(hit.Chunk, hit.Chunk);
            Assert.Same(hit.Chunk, other.Chunk);
        }

        Assert.Same(found.Bm25[0].Metadata, found.Bm25[1].Metadata);
    }

    [Fact]
    public void ASearch_ReadsNoTexts()
    {
        const int Hits = 100;
        Shard shard = new(new ShardOptions(0));
        shard.Apply([.. Enumerable.Range(1, Hits).Select(i => Records.Of(i, "d" + i, "Long", "lamp " + Records.Filler))]);
        // What is opened and compiled the first time is not a search's.
        Search(shard, Hits);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ShardHit[] found = Search(shard, Hits);
        long allotted = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(Hits, found.Length);
        Assert.InRange(allotted, 0, Hits * Records.Filler.Length * sizeof(char) / 4);
        Assert.All(found, hit => Assert.Equal("lamp " + Records.Filler, hit.Chunk.Text));
    }

    private static string Shown(ShardHit hit) => $"{hit.Chunk.Id} {hit.Chunk.Text}";

    private static ShardHit[] Search(Shard shard, int limit) =>
        shard.Searcher().Search(new ShardQuery { Text = "lamp", Limit = limit }, CancellationToken.None).Bm25;
}

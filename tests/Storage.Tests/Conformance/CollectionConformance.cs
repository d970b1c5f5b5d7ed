using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;

namespace RagCluster.Storage.Tests.Conformance;

public abstract class CollectionConformance : StoreConformance
{
    [Fact]
    public async Task NewCollection_IsFoundWithItsSettingsAndNoDocuments()
    {
        CollectionState? found = await Store.FindCollectionAsync(Papers, None);
        Assert.Equal(new CollectionState(Papers, Settings, Time.GetUtcNow(), 0, 0, 0, 0, 0), found);
    }

    [Fact]
    public async Task ExistingCollection_CanNotBeCreatedAgain()
    {
        RagException error = await Assert.ThrowsAsync<RagException>(() => Store.CreateCollectionAsync(Papers, Settings, None));
        Assert.Equal(ErrorKind.Conflict, error.Kind);
    }

    [Fact]
    public async Task CollectionWithoutShards_IsRefused()
    {
        RagException error = await Assert.ThrowsAsync<RagException>(() =>
            Store.CreateCollectionAsync(new CollectionId("acme", "none"), new CollectionSettings { ShardCount = 0 }, None)
        );
        Assert.Equal(ErrorKind.Invalid, error.Kind);
    }

    [Fact]
    public async Task Collections_AreListedByNameWithinTheirTenant()
    {
        await Store.CreateCollectionAsync(new CollectionId("acme", "books"), Settings, None);
        await Store.CreateCollectionAsync(new CollectionId("other", "papers"), Settings, None);
        IReadOnlyList<CollectionState> listed = await Store.ListCollectionsAsync("acme", None);
        Assert.Equal(["books", "papers"], listed.Select(state => state.Id.Name));
    }

    [Fact]
    public async Task Counts_FollowTheDocuments()
    {
        JobDocument first = await AcceptIndexedAsync(Text("a", "12345"));
        JobDocument second = await AcceptAsync(Text("b", "1234567"));
        await AcceptAsync(Text("c", "123"));
        await Store.FailDocumentAsync(Papers, second.DocumentId!, 1, new DocumentFailure(DocumentFailure.InvalidFile, "Damaged."), None);
        CollectionState full = (await Store.FindCollectionAsync(Papers, None))!;
        Assert.Equal((3, 1, 1, 2, 15), (full.DocumentCount, full.IndexedCount, full.FailedCount, full.ChunkCount, full.ContentBytes));

        await Store.DeleteDocumentAsync(Papers, first.DocumentId!, None);
        CollectionState less = (await Store.FindCollectionAsync(Papers, None))!;
        Assert.Equal((2, 0, 1, 0, 10), (less.DocumentCount, less.IndexedCount, less.FailedCount, less.ChunkCount, less.ContentBytes));
    }

    [Fact]
    public async Task NewVersionOfAnIndexedDocument_StillCountsAsIndexed()
    {
        await AcceptIndexedAsync(Text("a", "one"));
        await AcceptAsync(Text("a", "three"));
        CollectionState state = (await Store.FindCollectionAsync(Papers, None))!;
        Assert.Equal((1, 1, 2, 5), (state.DocumentCount, state.IndexedCount, state.ChunkCount, state.ContentBytes));
    }

    [Fact]
    public async Task DeletedCollection_LeavesNothingBehind()
    {
        Job job = await Store.AcceptAsync(Papers, [Text("a", "one")], [], None);
        DocumentId id = job.Documents[0].DocumentId!;
        await CommitAsync(job.Documents[0]);
        Assert.True(await Store.DeleteCollectionAsync(Papers, None));
        Assert.Null(await Store.FindCollectionAsync(Papers, None));
        Assert.Null(await Store.FindDocumentAsync(Papers, id, None));
        Assert.Null(await Store.FindJobAsync(job.Id, None));
        Assert.Null(await Store.ReadContentAsync(Papers, id, 1, None));
        Assert.Null(await Store.ReadTextAsync(Papers, id, 1, None));
        Assert.Empty(await LogAsync(ShardOf(id)));
        Assert.Equal(0, await Store.ReadLogEndAsync(ShardOf(id), None));
        Assert.Empty(await Store.ListPendingAsync(10, None));
        Assert.False(await Store.DeleteCollectionAsync(Papers, None));
    }

    [Fact]
    public async Task CollectionOfTheSameNameInAnotherTenant_IsLeftAlone()
    {
        CollectionId other = new("other", "papers");
        await Store.CreateCollectionAsync(other, Settings, None);
        Job job = await Store.AcceptAsync(other, [Text("a", "one")], [], None);
        await AcceptAsync(Text("a", "one"));
        await Store.DeleteCollectionAsync(Papers, None);
        Assert.Equal(Bytes("one"), await Store.ReadContentAsync(other, job.Documents[0].DocumentId!, 1, None));
        Assert.Equal(1, (await Store.FindCollectionAsync(other, None))!.DocumentCount);
    }

    [Fact]
    public async Task DocumentForAnUnknownCollection_IsNotFound()
    {
        RagException error = await Assert.ThrowsAsync<RagException>(() =>
            Store.AcceptAsync(new CollectionId("acme", "nothing"), [Text("a", "one")], [], None)
        );
        Assert.Equal(ErrorKind.NotFound, error.Kind);
    }
}

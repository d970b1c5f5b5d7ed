using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;

namespace RagCluster.Storage.Tests.Conformance;

/// <summary>What happens to a version after its acceptance.</summary>
public abstract class IndexingConformance : StoreConformance
{
    private static readonly DocumentFailure Damaged = new(DocumentFailure.InvalidFile, "The file is damaged.");

    [Fact]
    public async Task IndexedVersion_Answers()
    {
        JobDocument accepted = await AcceptIndexedAsync(Text("a", "one"));
        Document found = await FindAsync(accepted.DocumentId);
        Assert.Equal((DocumentState.Indexed, 1, 2), (found.State, found.IndexedGeneration, found.ChunkCount));
        Assert.Equal(("Title 1", "text/plain"), (found.Title, found.MediaType));
        Assert.Equal("000000000 000000001 ", await Store.ReadTextAsync(Papers, found.Id, 1, None));
    }

    [Fact]
    public async Task WaitingVersion_HasNoText()
    {
        JobDocument accepted = await AcceptAsync(Text("a", "one"));
        Assert.Null(await Store.ReadTextAsync(Papers, accepted.DocumentId!, 1, None));
    }

    [Fact]
    public async Task CommitOfTheSameVersionTwice_GivesTheSameSequence()
    {
        JobDocument accepted = await AcceptAsync(Text("a", "one"));
        Assert.Equal(1, await CommitAsync(accepted));
        Assert.Equal(1, await CommitAsync(accepted));
        Assert.Equal(1, await Store.ReadLogEndAsync(ShardOf(accepted.DocumentId!), None));
    }

    [Fact]
    public async Task CommitOfAnOlderVersion_IsObsolete()
    {
        JobDocument first = await AcceptAsync(Text("a", "one"));
        await AcceptAsync(Text("a", "two"));
        Assert.Null(await CommitAsync(first));
        Assert.Equal(0, await Store.ReadLogEndAsync(ShardOf(first.DocumentId!), None));
        Assert.Equal(DocumentState.Received, (await FindAsync(first.DocumentId)).State);
    }

    [Fact]
    public async Task CommitOfADeletedOrUnknownDocument_IsObsolete()
    {
        JobDocument first = await AcceptAsync(Text("a", "one"));
        await Store.DeleteDocumentAsync(Papers, first.DocumentId!, None);
        Assert.Null(await CommitAsync(first));
        Assert.Null(await Store.CommitIndexedAsync(Indexed(new DocumentId("unknown"), 1), None));
    }

    [Fact]
    public async Task CommitToAnotherShard_IsRefused()
    {
        JobDocument accepted = await AcceptAsync(Text("a", "one"));
        IndexedDocument right = Indexed(accepted.DocumentId!, 1);
        IndexedDocument wrong = right with { Shard = right.Shard with { Number = (right.Shard.Number + 1) % Settings.ShardCount } };
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitIndexedAsync(wrong, None));
        Assert.Equal(1, await CommitAsync(accepted));
    }

    [Fact]
    public async Task FailedVersion_SaysWhyAndTheOlderOneGoesOnAnswering()
    {
        JobDocument first = await AcceptIndexedAsync(Text("a", "one"));
        await AcceptAsync(Text("a", "two"));
        await Store.FailDocumentAsync(Papers, first.DocumentId!, 2, Damaged, None);
        Document found = await FindAsync(first.DocumentId);
        Assert.Equal((DocumentState.Failed, Damaged, 1), (found.State, found.Failure, found.IndexedGeneration));
        Assert.NotNull(await Store.ReadTextAsync(Papers, found.Id, 1, None));
        Assert.Equal(Bytes("one"), await Store.ReadContentAsync(Papers, found.Id, 1, None));
    }

    [Fact]
    public async Task FailureOfAnObsoleteOrIndexedVersion_ChangesNothing()
    {
        JobDocument first = await AcceptAsync(Text("a", "one"));
        JobDocument second = await AcceptAsync(Text("a", "two"));
        await Store.FailDocumentAsync(Papers, first.DocumentId!, 1, Damaged, None);
        Assert.Equal(DocumentState.Received, (await FindAsync(first.DocumentId)).State);
        await CommitAsync(second);
        await Store.FailDocumentAsync(Papers, first.DocumentId!, 2, Damaged, None);
        Assert.Equal(DocumentState.Indexed, (await FindAsync(first.DocumentId)).State);
    }

    [Fact]
    public async Task Retry_QueuesOnlyWhatFailed()
    {
        JobDocument accepted = await AcceptAsync(Text("a", "one"));
        Assert.False(await Store.RetryDocumentAsync(Papers, accepted.DocumentId!, None));
        await Store.FailDocumentAsync(Papers, accepted.DocumentId!, 1, Damaged, None);
        Assert.True(await Store.RetryDocumentAsync(Papers, accepted.DocumentId!, None));
        Assert.Equal(DocumentState.Received, (await FindAsync(accepted.DocumentId)).State);
        Assert.False(await Store.RetryDocumentAsync(Papers, new DocumentId("unknown"), None));
        Assert.Equal(1, await CommitAsync(accepted));
    }

    [Fact]
    public async Task ReplacedVersion_KeepsItsBytesUntilTheNewOneAnswers()
    {
        JobDocument first = await AcceptIndexedAsync(Text("a", "one"));
        JobDocument second = await AcceptAsync(Text("a", "two"));
        Assert.Equal(Bytes("one"), await Store.ReadContentAsync(Papers, first.DocumentId!, 1, None));
        await CommitAsync(second);
        Assert.Null(await Store.ReadContentAsync(Papers, first.DocumentId!, 1, None));
        Assert.Null(await Store.ReadTextAsync(Papers, first.DocumentId!, 1, None));
        Assert.Equal(Bytes("two"), await Store.ReadContentAsync(Papers, first.DocumentId!, 2, None));
    }

    [Fact]
    public async Task BytesSharedByTwoDocuments_StayWhileOneOfThemNeedsThem()
    {
        await AcceptIndexedAsync(WithId("x", "same"));
        await AcceptIndexedAsync(WithId("y", "same"));
        await Store.DeleteDocumentAsync(Papers, new DocumentId("x"), None);
        Assert.Equal(Bytes("same"), await Store.ReadContentAsync(Papers, new DocumentId("y"), 1, None));
    }

    [Fact]
    public async Task DeletionOfAVersion_LeavesALaterOne()
    {
        JobDocument first = await AcceptIndexedAsync(WithId("x", "one"));
        await AcceptIndexedAsync(WithId("x", "two"));
        RagException refused = await Assert.ThrowsAsync<RagException>(() =>
            Store.DeleteDocumentAsync(Papers, first.DocumentId!, 0, 1, None)
        );
        Assert.Equal(RagException.ChangedCode, refused.Code);
        Assert.Equal(Bytes("two"), await Store.ReadContentAsync(Papers, first.DocumentId!, 2, None));
        Assert.NotNull(await Store.DeleteDocumentAsync(Papers, first.DocumentId!, 0, 2, None));
        Assert.Null(await Store.DeleteDocumentAsync(Papers, first.DocumentId!, 0, 2, None));
    }

    [Fact]
    public async Task DeletedDocument_IsGone()
    {
        JobDocument accepted = await AcceptIndexedAsync(Text("a", "one"));
        DocumentId id = accepted.DocumentId!;
        Assert.Equal(2, await Store.DeleteDocumentAsync(Papers, id, None));
        Assert.Null(await Store.FindDocumentAsync(Papers, id, None));
        Assert.Null(await Store.ReadContentAsync(Papers, id, 1, None));
        Assert.Null(await Store.ReadTextAsync(Papers, id, 1, None));
        Assert.Null(await Store.DeleteDocumentAsync(Papers, id, None));
        Assert.False(await Store.RetryDocumentAsync(Papers, id, None));
    }

    [Fact]
    public async Task Pending_IsListedOldestFirstAndWithinTheLimit()
    {
        List<DocumentId> ids = [];
        foreach (string name in (string[])["c", "a", "b"])
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            ids.Add((await AcceptAsync(Text(name, name))).DocumentId!);
        }

        IReadOnlyList<Document> pending = await Store.ListPendingAsync(2, None);
        Assert.Equal(ids.Take(2), pending.Select(d => d.Id));
        Assert.All(pending, document => Assert.Equal(Papers, document.Collection));
        await Store.FailDocumentAsync(Papers, ids[0], 1, Damaged, None);
        Assert.Equal(ids.Skip(1), (await Store.ListPendingAsync(10, None)).Select(d => d.Id));
    }

    [Fact]
    public async Task Listing_IsPagedByIdAndFilteredByState()
    {
        foreach (string id in (string[])["d", "B", "a", "c"])
        {
            await AcceptAsync(WithId(id, id));
        }

        await Store.CommitIndexedAsync(Indexed(new DocumentId("a"), 1), None);
        await Store.DeleteDocumentAsync(Papers, new DocumentId("c"), None);
        Assert.Equal(["B", "a"], await ListAsync(null, null, 2));
        Assert.Equal(["d"], await ListAsync(null, "a", 2));
        Assert.Equal(["a"], await ListAsync(DocumentState.Indexed, null, 10));
        Assert.Equal(["B", "d"], await ListAsync(DocumentState.Received, null, 10));
        Assert.Empty(await ListAsync(null, null, 0));
        Assert.Equal(["d", "a"], await ListBackAsync(null, null, 2));
        Assert.Equal(["B"], await ListBackAsync(null, "a", 2));
        Assert.Equal(["B"], await ListBackAsync(DocumentState.Received, "d", 10));
    }

    private async Task<IEnumerable<string>> ListBackAsync(DocumentState? state, string? before, int limit)
    {
        DocumentId? end = before is null ? null : new DocumentId(before);
        IReadOnlyList<Document> found = await Store.ListDocumentsBackAsync(Papers, state, end, limit, None);
        return found.Select(document => document.Id.Value);
    }

    private async Task<IEnumerable<string>> ListAsync(DocumentState? state, string? after, int limit)
    {
        DocumentId? start = after is null ? null : new DocumentId(after);
        IReadOnlyList<Document> found = await Store.ListDocumentsAsync(Papers, state, start, limit, None);
        return found.Select(document => document.Id.Value);
    }
}

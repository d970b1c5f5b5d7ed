using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Storage.Tests.Conformance;

/// <summary>Which document an incoming one is.</summary>
public abstract class IdentityConformance : StoreConformance
{
    [Fact]
    public async Task NewDocument_HasEverythingThatWasSent()
    {
        UploadedDocument sent = Text("a.md", "content") with
        {
            Title = "Given",
            Uri = "https://example.org/a",
            Metadata = new()
            {
                ["n"] = MetadataValue.Of(1.5),
                ["t"] = MetadataValue.Of("ü\"x"),
                ["f"] = MetadataValue.Of(true),
            },
        };
        JobDocument accepted = await AcceptAsync(sent);
        Document found = await FindAsync(accepted.DocumentId);
        Assert.Equal(("a.md", "Given", "https://example.org/a"), (found.Name, found.Title, found.Uri));
        Assert.Equal((1, 0, 7), (found.Generation, found.IndexedGeneration, found.ContentBytes));
        Assert.Equal(DocumentState.Received, found.State);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("content"u8)), found.ContentHash);
        Assert.Equal(sent.Metadata.OrderBy(p => p.Key), found.Metadata.OrderBy(p => p.Key));
        Assert.Equal(Bytes("content"), await Store.ReadContentAsync(Papers, found.Id, 1, None));
    }

    [Fact]
    public async Task SameIndexedDocumentAgain_IsUnchanged()
    {
        JobDocument first = await AcceptIndexedAsync(Text("a", "one"));
        Document before = await FindAsync(first.DocumentId);
        Time.Advance(TimeSpan.FromHours(1));
        JobDocument again = await AcceptAsync(Text("a", "one"));
        Assert.Equal((first.DocumentId, 1, JobDocumentState.Unchanged), (again.DocumentId, again.Generation, again.State));
        Assert.Equal(before.UpdatedAt, (await FindAsync(first.DocumentId)).UpdatedAt);
    }

    [Fact]
    public async Task NewContentUnderAName_IsANewVersionOfThatDocument()
    {
        JobDocument first = await AcceptIndexedAsync(Text("a", "one"));
        JobDocument second = await AcceptAsync(Text("a", "two"));
        Assert.Equal((first.DocumentId, 2, JobDocumentState.Queued), (second.DocumentId, second.Generation, second.State));
        Document found = await FindAsync(first.DocumentId);
        Assert.Equal((2, 1, DocumentState.Received), (found.Generation, found.IndexedGeneration, found.State));
    }

    [Theory]
    [InlineData("title")]
    [InlineData("uri")]
    [InlineData("metadata")]
    public async Task NewDescriptionOfTheSameContent_IsANewVersion(string changed)
    {
        JobDocument first = await AcceptIndexedAsync(Text("a", "one"));
        JobDocument second = await AcceptAsync(
            Text("a", "one") with
            {
                Title = changed == "title" ? "New" : "",
                Uri = changed == "uri" ? "https://example.org/new" : "",
                Metadata = changed == "metadata" ? new() { ["k"] = MetadataValue.Of("v") } : [],
            }
        );
        Assert.Equal((first.DocumentId, 2, JobDocumentState.Queued), (second.DocumentId, second.Generation, second.State));
        Assert.Equal(Bytes("one"), await Store.ReadContentAsync(Papers, first.DocumentId!, 2, None));
    }

    [Fact]
    public async Task MetadataInAnotherOrder_IsTheSame()
    {
        await AcceptIndexedAsync(
            Text("a", "one") with
            {
                Metadata = new() { ["x"] = MetadataValue.Of(1), ["y"] = MetadataValue.Of(2) },
            }
        );
        JobDocument again = await AcceptAsync(
            Text("a", "one") with
            {
                Metadata = new() { ["y"] = MetadataValue.Of(2), ["x"] = MetadataValue.Of(1) },
            }
        );
        Assert.Equal(JobDocumentState.Unchanged, again.State);
    }

    [Fact]
    public async Task SameContentUnderANewName_IsTheSameDocument()
    {
        JobDocument first = await AcceptIndexedAsync(Text("a", "one"));
        JobDocument second = await AcceptAsync(Text("b", "one"));
        Assert.Equal((first.DocumentId, JobDocumentState.Unchanged), (second.DocumentId, second.State));
        Assert.Equal("a", (await FindAsync(first.DocumentId)).Name);
    }

    [Fact]
    public async Task SameContentWithoutAName_IsTheSameDocument()
    {
        JobDocument first = await AcceptIndexedAsync(Text("", "one"));
        JobDocument second = await AcceptAsync(Text("", "one"));
        JobDocument third = await AcceptAsync(Text("b", "one"));
        Assert.Equal(first.DocumentId, second.DocumentId);
        Assert.Equal(first.DocumentId, third.DocumentId);
        Assert.Equal("b", (await FindAsync(first.DocumentId)).Name);
    }

    [Fact]
    public async Task NewContentUnderASharedName_MovesTheNameToANewDocument()
    {
        JobDocument shared = await AcceptIndexedAsync(Text("a", "one"));
        await AcceptAsync(Text("b", "one"));
        JobDocument moved = await AcceptAsync(Text("a", "two"));
        Assert.NotEqual(shared.DocumentId, moved.DocumentId);
        Assert.Equal((1, JobDocumentState.Queued), (moved.Generation, moved.State));
        Assert.Equal("b", (await FindAsync(shared.DocumentId)).Name);
        Assert.Equal(1, (await FindAsync(shared.DocumentId)).Generation);

        // The names are apart now: each follows its own document.
        Assert.Equal(shared.DocumentId, (await AcceptAsync(Text("b", "three"))).DocumentId);
        Assert.Equal(moved.DocumentId, (await AcceptAsync(Text("a", "four"))).DocumentId);
    }

    [Fact]
    public async Task SameContentUnderASharedName_ChangesNothingWhateverItsDescription()
    {
        JobDocument shared = await AcceptIndexedAsync(Text("a", "one") with { Title = "First" });
        await AcceptAsync(Text("b", "one") with { Title = "Second" });
        JobDocument again = await AcceptAsync(Text("b", "one") with { Title = "Second" });
        Assert.Equal((shared.DocumentId, JobDocumentState.Unchanged), (again.DocumentId, again.State));
        Assert.Equal(1, (await FindAsync(shared.DocumentId)).Generation);
    }

    [Fact]
    public async Task ChosenId_IsTaken()
    {
        JobDocument first = await AcceptIndexedAsync(WithId("my-id", "one", "a"));
        Assert.Equal(new DocumentId("my-id"), first.DocumentId);
        JobDocument byId = await AcceptAsync(WithId("my-id", "two"));
        Assert.Equal((first.DocumentId, 2), (byId.DocumentId, byId.Generation));
        JobDocument byName = await AcceptAsync(Text("a", "three"));
        Assert.Equal((first.DocumentId, 3), (byName.DocumentId, byName.Generation));
    }

    [Fact]
    public async Task ChosenId_WinsOverContentAndTakesTheName()
    {
        JobDocument byName = await AcceptIndexedAsync(Text("a", "one"));
        JobDocument byId = await AcceptAsync(WithId("my-id", "one", "a"));
        Assert.Equal((new DocumentId("my-id"), JobDocumentState.Queued), (byId.DocumentId, byId.State));
        Assert.Equal("", (await FindAsync(byName.DocumentId)).Name);
        Assert.Equal(byId.DocumentId, (await AcceptAsync(Text("a", "two"))).DocumentId);
    }

    [Fact]
    public async Task FailedDocumentAgain_IsQueuedUnderTheSameGeneration()
    {
        JobDocument first = await AcceptAsync(Text("a", "one"));
        await Store.FailDocumentAsync(Papers, first.DocumentId!, 1, new DocumentFailure(DocumentFailure.ServerError, "Ours."), None);
        JobDocument again = await AcceptAsync(Text("a", "one"));
        Assert.Equal((first.DocumentId, 1, JobDocumentState.Queued), (again.DocumentId, again.Generation, again.State));
        Document found = await FindAsync(first.DocumentId);
        Assert.Equal((DocumentState.Received, null), (found.State, found.Failure));
    }

    [Fact]
    public async Task DeletedId_MayComeAgainAndItsGenerationsGoOn()
    {
        await AcceptIndexedAsync(WithId("my-id", "one", "a"));
        await AcceptIndexedAsync(WithId("my-id", "two", "a"));
        await Store.DeleteDocumentAsync(Papers, new DocumentId("my-id"), None);
        Time.Advance(TimeSpan.FromHours(1));
        JobDocument again = await AcceptAsync(WithId("my-id", "two"));
        Assert.Equal((3, JobDocumentState.Queued), (again.Generation, again.State));
        Document found = await FindAsync(again.DocumentId);
        Assert.Equal((0, "", Time.GetUtcNow()), (found.IndexedGeneration, found.Name, found.CreatedAt));
        Assert.Equal(4, await CommitAsync(again));
    }

    [Fact]
    public async Task ContentOfADeletedDocument_IsANewDocument()
    {
        JobDocument first = await AcceptIndexedAsync(Text("a", "one"));
        await Store.DeleteDocumentAsync(Papers, first.DocumentId!, None);
        JobDocument again = await AcceptAsync(Text("a", "one"));
        Assert.NotEqual(first.DocumentId, again.DocumentId);
        Assert.Equal(JobDocumentState.Queued, again.State);
    }
}

using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;

namespace RagCluster.Storage.Tests.Conformance;

/// <summary>
/// Who may see a document: the list reaches the record and the log in one step, and hides the document from who sends another.
/// </summary>
public abstract class AclConformance : StoreConformance
{
    private static readonly DocumentAcl Anna = DocumentAcl.Checked(["user:anna"], [], "acl");
    private static readonly DocumentAcl Bert = DocumentAcl.Checked(["user:bert"], ["group:interns"], "acl");
    private static readonly AccessView AnnaSees = AccessView.Of("user:anna", []);
    private static readonly AccessView BertSees = AccessView.Of("user:bert", []);

    [Fact]
    public async Task List_OutlivesAReopeningAndAnUploadWithoutOne()
    {
        JobDocument first = await AcceptAsync(WithId("a", "one") with { Acl = Anna });
        await ReopenAsync();
        Assert.Equal(Anna.Allow, (await FindAsync(first.DocumentId)).Acl!.Allow);
        Assert.Equal(2, (await AcceptAsync(WithId("a", "two"))).Generation);
        Assert.Equal(Anna.Allow, (await FindAsync(first.DocumentId)).Acl!.Allow);
        Assert.Equal(3, (await AcceptAsync(WithId("a", "two") with { Acl = Bert })).Generation);
        Assert.Equal(Bert.ToValue(), (await FindAsync(first.DocumentId)).Acl!.ToValue());
    }

    [Fact]
    public async Task SetAcl_WritesTheVersionThatAnswersAnew()
    {
        JobDocument document = await AcceptIndexedAsync(WithId("a", "one"));
        ShardId shard = ShardOf(document.DocumentId!);
        ShardLogRecord before = Assert.Single(await LogAsync(shard));
        // A newer version waits: the one that answers gets the list too.
        await AcceptAsync(WithId("a", "two"));
        Assert.Equal(2, await Store.SetAclAsync(Papers, document.DocumentId!, Anna, 0, None));
        List<ShardLogRecord> log = await LogAsync(shard);
        Assert.Equal([true, false], log.Select(record => record.IsDeletion));
        Assert.Equal(Anna.Allow, DocumentAcl.Of(log[1].Metadata)!.Allow);
        Assert.Equal((before.Generation, before.Chunks.Length), (log[1].Generation, log[1].Chunks.Length));
        Assert.Equal(0, await Store.SetAclAsync(Papers, document.DocumentId!, Anna, 0, None));
        Assert.Null(await Store.SetAclAsync(Papers, new DocumentId("absent"), Anna, 0, None));
        Assert.Equal(2, await Store.ReadLogEndAsync(shard, None));
        Assert.Empty((await Store.CheckAsync(repair: false, None)).Findings);
    }

    [Fact]
    public async Task ListThatChangesWhileAVersionIsEmbedded_IsTheOneThatIsWritten()
    {
        JobDocument document = await AcceptAsync(WithId("a", "one"));
        Assert.Equal(0, await Store.SetAclAsync(Papers, document.DocumentId!, Anna, 0, None));
        await CommitAsync(document);
        ShardLogRecord record = Assert.Single(await LogAsync(ShardOf(document.DocumentId!)));
        Assert.Equal(Anna.Allow, DocumentAcl.Of(record.Metadata)!.Allow);
    }

    [Fact]
    public async Task ListOfAnUpload_ReachesTheVersionThatAnswersWhenAskedFor()
    {
        JobDocument document = await AcceptIndexedAsync(WithId("a", "one"));
        await AcceptAsync(WithId("a", "two") with { Acl = Bert });
        Assert.Equal(2, await Store.SetAclAsync(Papers, document.DocumentId!, null, 0, None));
        Assert.Equal(Bert.ToValue(), DocumentAcl.Of((await LogAsync(ShardOf(document.DocumentId!)))[1].Metadata)!.ToValue());
    }

    [Fact]
    public async Task WhatTheSenderDoesNotSee_IsNotWhatIsSent()
    {
        JobDocument secret = await AcceptAsync(Text("plan.md", "secret") with { Acl = Anna });
        UploadedDocument same = Text("plan.md", "secret") with { Sender = BertSees };
        JobDocument own = await AcceptAsync(same);
        Assert.NotEqual(secret.DocumentId, own.DocumentId);
        Assert.Equal((1, JobDocumentState.Queued), (own.Generation, own.State));
        // From now on the name means their own document for them, and the other one for others.
        Assert.Equal(own.DocumentId, (await AcceptAsync(same with { Content = Bytes("mine") })).DocumentId);
        Assert.Equal(secret.DocumentId, (await AcceptAsync(Text("plan.md", "newer") with { Sender = AnnaSees })).DocumentId);
        Assert.Equal("plan.md", (await FindAsync(own.DocumentId)).Name);
        Assert.Equal("plan.md", (await FindAsync(secret.DocumentId)).Name);
        RagException refused = await Assert.ThrowsAsync<RagException>(() =>
            AcceptAsync(WithId(secret.DocumentId!.Value, "mine") with { Sender = BertSees })
        );
        Assert.Equal(ErrorKind.Conflict, refused.Kind);
    }

    [Fact]
    public async Task SameContentForOthers_IsAnotherDocument()
    {
        JobDocument all = await AcceptAsync(Text("a.md", "same"));
        Assert.Equal(all.DocumentId, (await AcceptAsync(Text("b.md", "same") with { Sender = BertSees })).DocumentId);
        Assert.NotEqual(all.DocumentId, (await AcceptAsync(Text("c.md", "same") with { Acl = Bert, Sender = BertSees })).DocumentId);
    }

    [Fact]
    public async Task Counts_LeaveOutWhatIsNotSeen()
    {
        await AcceptIndexedAsync(WithId("a", "one") with { Acl = Anna });
        await AcceptAsync(WithId("b", "three") with { Acl = Bert });
        await AcceptAsync(WithId("c", "four"));
        CollectionState all = (await Store.FindCollectionAsync(Papers, None))!;
        CollectionState seen = await Store.CountSeenAsync(all, BertSees, None);
        Assert.Equal((3, 1, 2, 2, 12), (all.DocumentCount, all.IndexedCount, all.PendingCount, all.ChunkCount, all.ContentBytes));
        Assert.Equal((2, 0, 2, 0, 9), (seen.DocumentCount, seen.IndexedCount, seen.PendingCount, seen.ChunkCount, seen.ContentBytes));
        Assert.Equal(1, (await Store.CountSeenAsync(all, AccessView.Of([]), None)).DocumentCount);
    }
}

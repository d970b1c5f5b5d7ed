using RagCluster.Corpus.Access;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Storage.Tests.Conformance;

/// <summary>Who sent a document is found and forgotten, and nothing that is read of the document tells it.</summary>
public abstract class SenderConformance : StoreConformance
{
    private const string Ada = "local:ada";
    private const string Eve = "user:eve %_\\\"é,\"$by\":\"local:ada\"";

    [Fact]
    public async Task Sender_IsThatOfTheLatestVersion_AndOutlivesAReopening()
    {
        await AcceptAsync(From("a", "one", Ada));
        await AcceptAsync(From("b", "two", Eve));
        await AcceptAsync(From("c", "three", null));
        await AcceptAsync(From("d", "four", "local:Ada"));
        await ReopenAsync();
        Assert.Equal(["a"], await SentAsync(Ada));
        Assert.Equal(["b"], await SentAsync(Eve));

        // The same again is no version of its sender's.
        Assert.Equal(1, (await AcceptAsync(From("a", "one", Eve))).Generation);
        Assert.Equal(["a"], await SentAsync(Ada));
        await AcceptAsync(From("a", "another", Eve));
        Assert.Empty(await SentAsync(Ada));
        Assert.Equal(["a", "b"], await SentAsync(Eve));
        Assert.Equal(["b"], await SentAsync(Eve, new DocumentId("a")));
        Assert.Equal(["a"], await SentAsync(Eve, limit: 1));
    }

    [Fact]
    public async Task Sender_IsInNothingThatIsRead()
    {
        Dictionary<string, MetadataValue> metadata = new() { ["year"] = MetadataValue.Of(1871), ["!"] = MetadataValue.Of("\"$by\":") };
        DocumentAcl acl = DocumentAcl.Checked([Ada], [], "acl");
        JobDocument sent = await AcceptIndexedAsync(From("a", "one", Ada) with { Metadata = metadata, Acl = acl });
        await Store.SetAclAsync(Papers, sent.DocumentId!, DocumentAcl.Checked([Eve], [], "acl"), 0, None);
        Assert.Equal(["!", "$acl", "year"], (await FindAsync(sent.DocumentId)).Metadata.Keys.Order(StringComparer.Ordinal));
        Assert.All(await LogAsync(ShardOf(sent.DocumentId!)), record => Assert.DoesNotContain("$by", record.Metadata.Keys));
        Assert.Equal(["a"], await SentAsync(Ada));
    }

    [Fact]
    public async Task ForgottenSender_LeavesTheDocumentAsItIs()
    {
        for (int i = 0; i < 450; i++)
            await AcceptAsync(From(FormattableString.Invariant($"d{i:D3}"), "text", Ada));
        await AcceptIndexedAsync(From("e", "other", Eve));
        Document before = await FindAsync(new DocumentId("d007"));
        Assert.Equal(450, await Store.ForgetSenderAsync(Papers, Ada, None));
        Assert.Equal(0, await Store.ForgetSenderAsync(Papers, Ada, None));
        Assert.Empty(await SentAsync(Ada));
        Assert.Equal(["e"], await SentAsync(Eve));
        Document after = await FindAsync(new DocumentId("d007"));
        Assert.Equal((before.Generation, before.UpdatedAt, before.State), (after.Generation, after.UpdatedAt, after.State));
        Assert.Empty((await Store.CheckAsync(repair: false, None)).Findings);
    }

    [Fact]
    public async Task DeletedDocument_HasNoSender()
    {
        JobDocument sent = await AcceptAsync(From("a", "one", Ada));
        await Store.DeleteDocumentAsync(Papers, sent.DocumentId!, None);
        Assert.Empty(await SentAsync(Ada));
        await AcceptAsync(From("a", "two", null));
        Assert.Empty(await SentAsync(Ada));
    }

    private static UploadedDocument From(string id, string content, string? by) => WithId(id, content) with { SentBy = by };

    private async Task<string[]> SentAsync(string sender, DocumentId? after = null, int limit = 1000) =>
        [.. (await Store.ListSentAsync(Papers, sender, after, limit, None)).Select(document => document.Id.Value)];
}

using RagCluster.Corpus.Access;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Grains.Tests.Access;

/// <summary>
/// "There is none" and "you may not see it" take one way: the same calls of the store and of other grains, in the same order, and the same
/// words. So that time tells no more than words do.
/// </summary>
public sealed class HiddenDocumentTests(RecordedSilo cluster) : IClassFixture<RecordedSilo>
{
    private static readonly Dictionary<string, Func<IDocumentGrain, DocumentId, Task>> Requests = new()
    {
        ["get"] = (grain, _) => grain.GetAsync(CancellationToken.None),
        ["content"] = (grain, _) => grain.ReadContentAsync(CancellationToken.None),
        ["text"] = (grain, _) => grain.ReadTextAsync(CancellationToken.None),
        ["chunks"] = (grain, _) => grain.ListChunksAsync(CancellationToken.None),
        ["chunk"] = (grain, id) => grain.FindChunkAsync(new ChunkId(id, 1, 0), 2, CancellationToken.None),
        ["retry"] = (grain, _) => grain.RetryAsync(CancellationToken.None),
        ["acl"] = (grain, _) => grain.SetAclAsync(new DocumentAcl([DocumentAcl.Public], []), CancellationToken.None),
        ["delete"] = (grain, _) => grain.DeleteAsync(null, CancellationToken.None),
    };

    public static TheoryData<string> Names => [.. Requests.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task HiddenDocument_TakesTheWayOfNone(string request)
    {
        (CollectionId collection, DocumentId hidden) = await HiddenAsync();
        DocumentId none = new("none");
        new Caller(collection.Tenant, new AccessView(["user:bert"])).Enter();
        foreach (string round in (string[])["first", "again"])
        {
            (string[] Calls, string End) ofHidden = await AskAsync(collection, hidden, Requests[request]);
            (string[] Calls, string End) ofNone = await AskAsync(collection, none, Requests[request]);
            Assert.NotEmpty(ofHidden.Calls);
            Assert.True(ofHidden.Calls.SequenceEqual(ofNone.Calls), $"{round}: {Text(ofHidden.Calls)} is not {Text(ofNone.Calls)}");
            Assert.Equal(ofNone.End, ofHidden.End);
        }

        Caller.Leave();
        // The comparison says something only if the one who may takes another way.
        (string[] Calls, string End) ofSeen = await AskAsync(collection, hidden, Requests[request]);
        Assert.NotEqual((await AskAsync(collection, none, Requests[request])).End, ofSeen.End);
    }

    private async Task<(string[] Calls, string End)> AskAsync(
        CollectionId collection,
        DocumentId id,
        Func<IDocumentGrain, DocumentId, Task> request
    )
    {
        string end = "";
        string[] calls = await RecordedStore.DuringAsync(async () =>
        {
            try
            {
                Task asked = request(cluster.Grains.GetGrain<IDocumentGrain>($"{collection}/{id}"), id);
                await asked;
                end = asked is Task<Corpus.Answers.Passage[]> chunk ? $"{(await chunk).Length} chunks" : "done";
            }
            catch (RagException error)
            {
                end = $"{error.Kind} {error.Code} {error.Message.Replace(id.Value, "*", StringComparison.Ordinal)}";
            }
        });
        return (calls, end);
    }

    private async Task<(CollectionId Collection, DocumentId Document)> HiddenAsync()
    {
        CollectionId collection = await cluster.NewCollectionAsync(new CollectionSettings { ShardCount = 2 });
        Job job = await cluster.UploadAsync(collection, ("a.txt", "The vault is opened at nine."));
        DocumentId id = job.Documents[0].DocumentId!;
        await cluster
            .Grains.GetGrain<IDocumentGrain>($"{collection}/{id}")
            .SetAclAsync(new DocumentAcl(["user:anna"], []), CancellationToken.None);
        return (collection, id);
    }

    private static string Text(string[] calls) => string.Join(", ", calls);
}

using System.Text;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Sqlite;

namespace RagCluster.Storage.Tests.Sqlite;

/// <summary>The shortest way to a collection and an indexed document.</summary>
internal static class SampleWrites
{
    public static readonly CollectionId Collection = new("acme", "sample");

    public static Task<CollectionState> CreateCollectionAsync(SqliteDocumentStore store) =>
        store.CreateCollectionAsync(Collection, new CollectionSettings(), CancellationToken.None);

    public static Task<Job> AcceptAsync(SqliteDocumentStore store, string name, string content) =>
        store.AcceptAsync(
            Collection,
            [new UploadedDocument { Name = name, Content = Encoding.UTF8.GetBytes(content) }],
            [],
            CancellationToken.None
        );

    public static async Task<DocumentId> IndexAsync(SqliteDocumentStore store, string name, string content)
    {
        JobDocument accepted = (await AcceptAsync(store, name, content)).Documents[0];
        await CommitAsync(store, accepted, content);
        return accepted.DocumentId!;
    }

    public static Task<long?> CommitAsync(SqliteDocumentStore store, JobDocument accepted, string content)
    {
        Chunk chunk = new(new ChunkId(accepted.DocumentId!, accepted.Generation, 0), 0, content.Length, content, [], null, null, 3);
        ShardLogRecord record = new()
        {
            Document = accepted.DocumentId!,
            Generation = accepted.Generation,
            Chunks = [new EmbeddedChunk(chunk, new float[256])],
        };
        return store.CommitIndexedAsync(
            new IndexedDocument(new ShardId(Collection, 0), record, content, "text/plain"),
            CancellationToken.None
        );
    }
}

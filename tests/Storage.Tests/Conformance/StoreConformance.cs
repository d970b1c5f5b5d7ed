using System.Text;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Caching;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Conformance;

/// <summary>What every store must do is told by the classes that inherit this one; a store's own tests say only how to open it.</summary>
public abstract class StoreConformance : IAsyncLifetime
{
    protected static readonly CollectionId Papers = new("acme", "papers");
    protected static readonly CollectionSettings Settings = new()
    {
        Model = "tiny",
        ShardCount = 3,
        Description = "Papers.",
    };
    private OpenStore? _open;

    protected static CancellationToken None => CancellationToken.None;

    protected ManualTime Time { get; } = new();

    protected IDocumentStore Store => _open!.Documents;

    protected IKeyValueStore KeyValues => _open!.KeyValues;

    protected ICacheStore ColdCache => _open!.ColdCache;

    public virtual async Task InitializeAsync()
    {
        _open = await OpenAsync();
        await Store.CreateCollectionAsync(Papers, Settings, None);
    }

    public virtual async Task DisposeAsync() => await Store.DisposeAsync();

    /// <summary>Opens the store under test; a second call after closing finds what the first left.</summary>
    protected abstract Task<OpenStore> OpenAsync();

    protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        _open = await OpenAsync();
    }

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static UploadedDocument Text(string name, string content) => new() { Name = name, Content = Encoding.UTF8.GetBytes(content) };

    protected static UploadedDocument WithId(string id, string content, string name = "") =>
        new()
        {
            Id = new DocumentId(id),
            Name = name,
            Content = Encoding.UTF8.GetBytes(content),
        };

    protected async Task<JobDocument> AcceptAsync(UploadedDocument document)
    {
        Job job = await Store.AcceptAsync(Papers, [document], [], None);
        return Assert.Single(job.Documents);
    }

    protected async Task<JobDocument> AcceptIndexedAsync(UploadedDocument document)
    {
        JobDocument accepted = await AcceptAsync(document);
        await CommitAsync(accepted);
        return accepted;
    }

    protected Task<long?> CommitAsync(JobDocument accepted, int chunks = 2) =>
        Store.CommitIndexedAsync(Indexed(accepted.DocumentId!, accepted.Generation, chunks), None);

    protected static IndexedDocument Indexed(DocumentId id, long generation, int chunks = 2)
    {
        string text = string.Concat(Enumerable.Range(0, chunks).Select(i => $"{i:D9} "));
        ShardLogRecord record = new()
        {
            Document = id,
            Generation = generation,
            Title = $"Title {generation}",
            Uri = "https://example.org/a",
            ModelRevision = "tiny@1",
            Chunks =
            [
                .. Enumerable
                    .Range(0, chunks)
                    .Select(i => new EmbeddedChunk(
                        new Chunk(new ChunkId(id, generation, i), i * 10, (i * 10) + 10, text.Substring(i * 10, 10), ["Heading"], 1, 2, 3),
                        [i, 0.5f]
                    )),
            ],
        };
        return new IndexedDocument(ShardOf(id), record, text, "text/plain");
    }

    protected static ShardId ShardOf(DocumentId id) => new ShardCopy(0, 1).Of(ShardSlot.Of(Papers, id, Settings.ShardCount));

    protected async Task<Document> FindAsync(DocumentId? id)
    {
        Document? found = await Store.FindDocumentAsync(Papers, id!, None);
        return found ?? throw new InvalidOperationException($"There is no document {id}.");
    }

    protected async Task<JobDocumentState> StateAsync(Job job, int position = 0)
    {
        Job? found = await Store.FindJobAsync(job.Id, None);
        return found!.Documents[position].State;
    }

    protected async Task<List<ShardLogRecord>> LogAsync(ShardId shard, long after = 0)
    {
        List<ShardLogRecord> records = [];
        await foreach (ShardLogRecord record in Store.ReadLogAsync(shard, after, None))
        {
            records.Add(record);
        }

        return records;
    }
}

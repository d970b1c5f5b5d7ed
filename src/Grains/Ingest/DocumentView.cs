using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Shards;
using RagCluster.Storage;

namespace RagCluster.Grains.Ingest;

/// <summary>What readers see of a document: its content and text from the store, its chunks from the shard that answers.</summary>
/// <param name="store">Has contents and texts.</param>
/// <param name="maps">Says which shard answers.</param>
/// <param name="router">Asks it.</param>
internal sealed class DocumentView(IDocumentStore store, ShardMaps maps, ShardRouter router)
{
    /// <summary>The document.</summary>
    /// <exception cref="RagException">Not found: there is none.</exception>
    internal async Task<Document> GetAsync(CollectionId collection, DocumentId id, CancellationToken cancellationToken) =>
        await store.FindDocumentAsync(collection, id, cancellationToken) ?? throw RagException.NotFound("document", id.Value);

    /// <summary>The bytes of the latest version, as they were uploaded.</summary>
    internal async Task<DocumentContent> ReadContentAsync(CollectionId collection, DocumentId id, CancellationToken cancellationToken)
    {
        Document document = await GetAsync(collection, id, cancellationToken);
        byte[] bytes =
            await store.ReadContentAsync(collection, id, document.Generation, cancellationToken)
            ?? throw RagException.NotFound("document", id.Value);
        return new DocumentContent(document.Name, document.MediaType, bytes);
    }

    /// <summary>The text of the version that is searchable.</summary>
    internal async Task<string> ReadTextAsync(CollectionId collection, DocumentId id, CancellationToken cancellationToken)
    {
        Document document = await GetAsync(collection, id, cancellationToken);
        return await store.ReadTextAsync(collection, id, document.IndexedGeneration, cancellationToken)
            ?? throw RagException.NotFound("indexed text of document", id.Value);
    }

    /// <summary>The chunks of the version that is searchable.</summary>
    internal async Task<Chunk[]> ListChunksAsync(CollectionId collection, DocumentId id, CancellationToken cancellationToken)
    {
        await GetAsync(collection, id, cancellationToken);
        return await AskAsync(collection, id, (replica, token) => replica.ListChunksAsync(id, token), cancellationToken);
    }

    /// <summary>Asks the shard that holds a document and answers.</summary>
    internal async Task<T> AskAsync<T>(
        CollectionId collection,
        DocumentId id,
        Func<IIndexShardGrain, CancellationToken, Task<T>> ask,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            CollectionSettings settings = (await maps.GetAsync(collection, cancellationToken)).Settings;
            ShardId shard = settings.Answering().Of(ShardSlot.Of(collection, id, settings.ShardCount));
            try
            {
                return await router.AskAsync(shard, ask, cancellationToken);
            }
            catch (RagException replaced) when (replaced.Code == ShardRouter.ShardReplaced)
            {
                // The map that said so is the one that is read next.
            }
        }
    }
}

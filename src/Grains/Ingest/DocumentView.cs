using RagCluster.Corpus.Access;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Shards;
using RagCluster.Storage;

namespace RagCluster.Grains.Ingest;

/// <summary>
/// What a caller sees of a document, which is nothing where its list does not let them in: its content and text from the store, its chunks
/// from the shard that answers.
/// </summary>
/// <param name="store">Has contents and texts.</param>
/// <param name="maps">Says which shard answers.</param>
/// <param name="router">Asks it.</param>
internal sealed class DocumentView(IDocumentStore store, ShardMaps maps, ShardRouter router)
{
    /// <summary>The document.</summary>
    /// <exception cref="RagException">Not found: there is none that the caller sees.</exception>
    internal async Task<Document> GetAsync(CollectionId collection, DocumentId id, CancellationToken cancellationToken)
    {
        AccessView? view = Caller.Current.View;
        return await store.FindDocumentAsync(collection, id, cancellationToken) is { } document && view?.Sees(document.Acl) != false
            ? document
            : throw RagException.NotFound("document", id.Value);
    }

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

    /// <summary>A chunk of the version that is searchable, with its neighbours; empty when there is none that the caller sees.</summary>
    internal async Task<Passage[]> FindChunkAsync(CollectionId collection, ChunkId chunk, int context, CancellationToken cancellationToken)
    {
        // Only who does not see everything has to be told apart.
        if (
            Caller.Current.View is { } view
            && !(await store.FindDocumentAsync(collection, chunk.Document, cancellationToken) is { } document && view.Sees(document.Acl))
        )
            return [];
        return await AskAsync(
            collection,
            chunk.Document,
            (replica, token) => replica.FindChunkAsync(chunk, context, token),
            cancellationToken
        );
    }

    private async Task<T> AskAsync<T>(
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

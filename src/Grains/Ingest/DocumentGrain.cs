using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Storage;
using RagCluster.Text.Reading;

namespace RagCluster.Grains.Ingest;

/// <summary>
/// The way of one document: read → chunk → embed → commit → searchable. Each step can be repeated: only the commit changes anything,
/// and it checks that the version is still the latest. Deletion interleaves with indexing for the same reason.
/// </summary>
internal sealed partial class DocumentGrain(IDocumentStore store, DocumentIndexer indexer, ILogger<DocumentGrain> log) : Grain, IDocumentGrain
{
    private CollectionId Collection => Keys.Document(this.GetPrimaryKeyString()).Collection;

    private DocumentId Id => Keys.Document(this.GetPrimaryKeyString()).Document;

    /// <inheritdoc/>
    public async Task IndexAsync(long generation, CancellationToken cancellationToken)
    {
        Document? document = await store.FindDocumentAsync(Collection, Id, cancellationToken);
        if (document is null || document.Generation != generation || document.State != DocumentState.Received)
            return;
        CollectionSettings settings = await Grain<ICollectionGrain>(Collection.ToString()).GetSettingsAsync(cancellationToken);
        try
        {
            byte[] content = await store.ReadContentAsync(Collection, Id, generation, cancellationToken)
                ?? throw new InvalidOperationException($"The content of {Id} generation {generation} is missing from the store.");
            IndexedDocument indexed = await indexer.IndexAsync(document, content, settings, cancellationToken);
            if (await store.CommitIndexedAsync(indexed, cancellationToken) is { } sequence)
                await CatchUpAsync(indexed.Shard, settings, sequence, cancellationToken);
        }
        catch (UnreadableDocumentException unreadable)
        {
            LogUnreadable(Id, unreadable.Code, unreadable.Message);
            await FailAsync(generation, new DocumentFailure(unreadable.Code, unreadable.Message), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task FailAsync(long generation, DocumentFailure failure, CancellationToken cancellationToken) =>
        store.FailDocumentAsync(Collection, Id, generation, failure, cancellationToken);

    /// <inheritdoc/>
    public async Task RetryAsync(CancellationToken cancellationToken)
    {
        Document document = await GetAsync(cancellationToken);
        if (!await store.RetryDocumentAsync(Collection, Id, cancellationToken))
            throw new RagException(ErrorKind.Conflict, "conflict", $"The document '{Id}' has not failed.");
        await Grain<IIngestQueueGrain>(Collection.ToString()).EnqueueAsync([new PendingVersion(Id, document.Generation)]);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        CollectionSettings settings = await Grain<ICollectionGrain>(Collection.ToString()).GetSettingsAsync(cancellationToken);
        long sequence = await store.DeleteDocumentAsync(Collection, Id, cancellationToken) ?? throw RagException.NotFound("document", Id.Value);
        await CatchUpAsync(ShardId.Of(Collection, Id, settings.ShardCount), settings, sequence, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Document> GetAsync(CancellationToken cancellationToken) =>
        await store.FindDocumentAsync(Collection, Id, cancellationToken) ?? throw RagException.NotFound("document", Id.Value);

    /// <inheritdoc/>
    public async Task<DocumentContent> ReadContentAsync(CancellationToken cancellationToken)
    {
        Document document = await GetAsync(cancellationToken);
        byte[] bytes = await store.ReadContentAsync(Collection, Id, document.Generation, cancellationToken)
            ?? throw RagException.NotFound("document", Id.Value);
        return new DocumentContent(document.Name, document.MediaType, bytes);
    }

    /// <inheritdoc/>
    public async Task<string> ReadTextAsync(CancellationToken cancellationToken)
    {
        Document document = await GetAsync(cancellationToken);
        return await store.ReadTextAsync(Collection, Id, document.IndexedGeneration, cancellationToken)
            ?? throw RagException.NotFound("indexed text of document", Id.Value);
    }

    /// <inheritdoc/>
    public async Task<Chunk[]> ListChunksAsync(CancellationToken cancellationToken)
    {
        await GetAsync(cancellationToken);
        CollectionSettings settings = await Grain<ICollectionGrain>(Collection.ToString()).GetSettingsAsync(cancellationToken);
        ShardId shard = ShardId.Of(Collection, Id, settings.ShardCount);
        return await Grain<IIndexShardGrain>($"{shard}/0").ListChunksAsync(Id, cancellationToken);
    }

    private Task CatchUpAsync(ShardId shard, CollectionSettings settings, long sequence, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, settings.ReplicaCount)
            .Select(replica => Grain<IIndexShardGrain>($"{shard}/{replica}").CatchUpAsync(sequence, cancellationToken)));

    private T Grain<T>(string key)
        where T : IGrainWithStringKey => GrainFactory.GetGrain<T>(key);

    [LoggerMessage(Level = LogLevel.Information, Message = "Document {Document} can't be read ({Code}): {Reason}")]
    private partial void LogUnreadable(DocumentId document, string code, string reason);
}

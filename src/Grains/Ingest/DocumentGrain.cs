using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Operations;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Shards;
using RagCluster.Storage;
using RagCluster.Storage.ModelChanges;
using RagCluster.Text.Reading;

namespace RagCluster.Grains.Ingest;

/// <summary>
/// The way of one document: load → read → chunk → embed → commit → searchable, as the tasks that <see cref="DocumentIndexer"/> plans. Each step can be
/// repeated: only the commit changes anything, and it checks that the version is still the latest. Deletion interleaves with indexing for the same reason.
/// </summary>
internal sealed partial class DocumentGrain(
    IDocumentStore store,
    DocumentIndexer indexer,
    ShardWriters writers,
    ShardFollowers followers,
    ShardMaps maps,
    ShardRouter router,
    ILogger<DocumentGrain> log
) : Grain, IDocumentGrain
{
    private const int EmbeddingsMax = 3;

    private long _generation;
    private IndexingRun? _run;
    private JobStep[] _steps = [];

    private CollectionId Collection => Keys.Document(this.GetPrimaryKeyString()).Collection;

    private DocumentId Id => Keys.Document(this.GetPrimaryKeyString()).Document;

    /// <inheritdoc/>
    public async Task IndexAsync(long generation, CancellationToken cancellationToken)
    {
        Document? document = await store.FindDocumentAsync(Collection, Id, cancellationToken);
        if (document is null || document.Generation != generation || document.State != DocumentState.Received)
            return;
        try
        {
            await IndexAsync(document, cancellationToken);
        }
        catch (UnreadableDocumentException unreadable)
        {
            LogUnreadable(Id, unreadable.Code, unreadable.Message);
            await FailAsync(generation, new DocumentFailure(unreadable.Code, unreadable.Message), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task FailAsync(long generation, DocumentFailure failure, CancellationToken cancellationToken)
    {
        await store.FailDocumentAsync(
            Collection,
            Id,
            generation,
            failure,
            await ListStepsAsync(generation, cancellationToken),
            cancellationToken
        );
        GrainsMeter.DocumentEnded("failed");
    }

    /// <inheritdoc/>
    public Task<JobStep[]> ListStepsAsync(long generation, CancellationToken cancellationToken) =>
        Task.FromResult(generation == _generation ? _run?.Steps ?? _steps : []);

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
        ShardId shard = ShardId.Of(Collection, Id, settings.ShardCount);
        await GetAsync(cancellationToken);
        // Nothing to delete any more after it was there: an attempt that seemed to fail, or somebody else, was quicker.
        await writers.DeleteAsync(shard, Id, cancellationToken);
        await followers.CatchUpAsync(shard, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Document> GetAsync(CancellationToken cancellationToken) =>
        await store.FindDocumentAsync(Collection, Id, cancellationToken) ?? throw RagException.NotFound("document", Id.Value);

    /// <inheritdoc/>
    public async Task<DocumentContent> ReadContentAsync(CancellationToken cancellationToken)
    {
        Document document = await GetAsync(cancellationToken);
        byte[] bytes =
            await store.ReadContentAsync(Collection, Id, document.Generation, cancellationToken)
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
        return await AskAsync((replica, token) => replica.ListChunksAsync(Id, token), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Passage[]> FindChunkAsync(ChunkId chunk, int context, CancellationToken cancellationToken) =>
        AskAsync((replica, token) => replica.FindChunkAsync(chunk, context, token), cancellationToken);

    private async Task IndexAsync(Document document, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            // From the store: which models' vectors a commit must bring is decided there.
            CollectionState? collection = await store.FindCollectionAsync(Collection, cancellationToken);
            if (collection is null)
                return;
            try
            {
                await RunAsync(document.Generation, indexer.Plan(document, collection.Settings), cancellationToken);
                return;
            }
            catch (RagException changed) when (StaleShards.IsRejection(changed) && attempt < EmbeddingsMax)
            {
                LogChanged(Id, changed.Message);
            }
        }
    }

    // What is told of a run outlives it; the run itself holds the whole document.
    private async Task RunAsync(long generation, IndexingRun run, CancellationToken cancellationToken)
    {
        (_generation, _run) = (generation, run);
        try
        {
            await run.RunAsync(cancellationToken);
        }
        finally
        {
            (_run, _steps) = (null, run.Steps);
        }
    }

    private async Task<T> AskAsync<T>(Func<IIndexShardGrain, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            CollectionSettings settings = (await maps.GetAsync(Collection, cancellationToken)).Settings;
            ShardId shard = ShardId.Of(Collection, Id, settings.ShardCount);
            try
            {
                return await router.AskAsync(shard with { Number = settings.FirstShard + shard.Number }, ask, cancellationToken);
            }
            catch (RagException replaced) when (replaced.Code == ShardRouter.ShardReplaced)
            {
                // The map that said so is the one that is read next.
            }
        }
    }

    private T Grain<T>(string key)
        where T : IGrainWithStringKey => GrainFactory.GetGrain<T>(key);

    [LoggerMessage(Level = LogLevel.Information, Message = "Document {Document} is embedded again: {Reason}")]
    private partial void LogChanged(DocumentId document, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Document {Document} can't be read ({Code}): {Reason}")]
    private partial void LogUnreadable(DocumentId document, string code, string reason);
}

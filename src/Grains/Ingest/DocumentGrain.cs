using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Telemetry;
using RagCluster.Storage;
using RagCluster.Text.Reading;

namespace RagCluster.Grains.Ingest;

/// <summary>
/// The way of one document: load its content → read the text → chunk it → embed the chunks → commit the record → searchable, as the tasks
/// that <see cref="DocumentIndexer"/> plans. Each step can be repeated: only the commit changes anything, and it checks that the version is
/// still the latest. Deletion interleaves with indexing for the same reason. The grain holds nothing that the store does not have, so it is
/// collected soon: there is one for each document that was touched.
/// </summary>
[CollectionAgeLimit("00:01:30")]
internal sealed partial class DocumentGrain(
    IDocumentStore store,
    DocumentIndexer indexer,
    IndexingAttempts attempts,
    DocumentView view,
    DocumentChanges changes,
    ILogger<DocumentGrain> log
) : Grain, IDocumentGrain
{
    private readonly DocumentIndexing _indexing = new(store, indexer, log);
    private CancellationTokenSource? _deleted;

    private CollectionId Collection => Keys.Document(this.GetPrimaryKeyString()).Collection;

    private DocumentId Id => Keys.Document(this.GetPrimaryKeyString()).Document;

    /// <inheritdoc/>
    public async Task<bool> IndexAsync(long generation, bool isSlow, CancellationToken cancellationToken)
    {
        Document? document = await store.FindDocumentAsync(Collection, Id, cancellationToken);
        if (document is null || document.Generation != generation || document.State != DocumentState.Received)
            return true;
        using CancellationTokenSource deleted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _deleted = deleted;
        try
        {
            ReadingLane lane = isSlow ? ReadingLane.Slow : ReadingLane.Quick;
            AttemptEnd end = await attempts.RunAsync(
                document,
                isSlow,
                () => _indexing.IndexAsync(document, lane, deleted.Token),
                deleted.Token
            );
            if (end == AttemptEnd.Refused)
            {
                LogRefused(Id, IndexingAttempts.OpenMax);
                await FailAsync(generation, IndexingAttempts.Refusal, cancellationToken);
            }

            return end != AttemptEnd.Suspected;
        }
        catch (SlowDocumentException)
        {
            return false;
        }
        catch (UnreadableDocumentException unreadable)
        {
            LogUnreadable(Id, unreadable.Code, unreadable.Message);
            await FailAsync(generation, new DocumentFailure(unreadable.Code, unreadable.Message), cancellationToken);
            return true;
        }
        catch (OperationCanceledException) when (deleted.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return true;
        }
        finally
        {
            _deleted = null;
        }
    }

    /// <inheritdoc/>
    public async Task FailAsync(long generation, DocumentFailure failure, CancellationToken cancellationToken)
    {
        await store.FailDocumentAsync(Collection, Id, generation, failure, _indexing.Steps(generation), cancellationToken);
        GrainsMeter.DocumentEnded("failed");
    }

    /// <inheritdoc/>
    public Task<JobStep[]> ListStepsAsync(long generation, CancellationToken cancellationToken) =>
        Task.FromResult(_indexing.Steps(generation));

    /// <inheritdoc/>
    public async Task RetryAsync(CancellationToken cancellationToken)
    {
        Document document = await GetAsync(cancellationToken);
        if (!await store.RetryDocumentAsync(Collection, Id, cancellationToken))
            throw new RagException(ErrorKind.Conflict, "conflict", $"The document '{Id}' has not failed.");
        await Grain<IIngestQueueGrain>(Collection.ToString()).EnqueueAsync([new PendingVersion(Id, document.Generation)]);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(long? generation, CancellationToken cancellationToken)
    {
        // What is indexed by now is deleted with the rest. What begins after the deletion is a later version, which must go on.
        CancellationTokenSource? indexing = _deleted;
        return changes.DeleteAsync(
            Collection,
            Id,
            generation,
            () => indexing is not null && indexing == _deleted ? indexing.CancelAsync() : Task.CompletedTask,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public Task<Document> GetAsync(CancellationToken cancellationToken) => view.GetAsync(Collection, Id, cancellationToken);

    /// <inheritdoc/>
    public Task<DocumentContent> ReadContentAsync(CancellationToken cancellationToken) =>
        view.ReadContentAsync(Collection, Id, cancellationToken);

    /// <inheritdoc/>
    public Task<string> ReadTextAsync(CancellationToken cancellationToken) => view.ReadTextAsync(Collection, Id, cancellationToken);

    /// <inheritdoc/>
    public Task<Chunk[]> ListChunksAsync(CancellationToken cancellationToken) => view.ListChunksAsync(Collection, Id, cancellationToken);

    /// <inheritdoc/>
    public Task<Passage[]> FindChunkAsync(ChunkId chunk, int context, CancellationToken cancellationToken) =>
        view.FindChunkAsync(Collection, chunk, context, cancellationToken);

    /// <inheritdoc/>
    public Task SetAclAsync(DocumentAcl? acl, CancellationToken cancellationToken) =>
        changes.SetAclAsync(Collection, Id, acl, cancellationToken);

    private T Grain<T>(string key)
        where T : IGrainWithStringKey => GrainFactory.GetGrain<T>(key);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Document {Document} has failed: {Count} attempts to index it ended with their process"
    )]
    private partial void LogRefused(DocumentId document, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Document {Document} can't be read ({Code}): {Reason}")]
    private partial void LogUnreadable(DocumentId document, string code, string reason);
}

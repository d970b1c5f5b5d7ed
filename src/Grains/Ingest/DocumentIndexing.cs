using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Storage;
using RagCluster.Storage.ModelChanges;
using RagCluster.Text.Reading;

namespace RagCluster.Grains.Ingest;

/// <summary>
/// Indexes the versions of one document, and again where the collection's model changed meanwhile, so that the vectors are those that the
/// commit must bring. Not safe for concurrent use: the document's turn guards it.
/// </summary>
/// <param name="store">Knows the collection's settings.</param>
/// <param name="indexer">Plans the steps.</param>
/// <param name="log">Says what is embedded again.</param>
internal sealed partial class DocumentIndexing(IDocumentStore store, DocumentIndexer indexer, ILogger log)
{
    private const int EmbeddingsMax = 3;

    private const string OutOfMemory =
        "Indexing this document took more memory than the server has left. It is not tried again by itself: split it, or retry it once the "
        + "server has more.";

    private readonly IndexingProgress _progress = new();

    /// <summary>The steps of an attempt to index a version; empty when the last attempt was none of that version.</summary>
    internal JobStep[] Steps(long generation) => _progress.Steps(generation);

    /// <summary>Makes an attempt to index a version; there is nothing to do where its collection is gone.</summary>
    /// <exception cref="UnreadableDocumentException">The document is at fault, or takes more memory than there is.</exception>
    internal async Task IndexAsync(Document document, ReadingLane lane, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            // The settings are the store's, since the store decides which models' vectors a commit must bring.
            CollectionState? collection = await store.FindCollectionAsync(document.Collection, cancellationToken);
            if (collection is null)
                return;
            try
            {
                await _progress.FollowAsync(document.Generation, indexer.Plan(document, collection.Settings, lane), cancellationToken);
                return;
            }
            catch (RagException changed) when (StaleShards.IsRejection(changed) && attempt < EmbeddingsMax)
            {
                LogChanged(document.Id, changed.Message);
            }
            catch (OutOfMemoryException error)
            {
                // Each further try would take as much, and all that runs at the same time would suffer again.
                LogOutOfMemory(error, document.Id);
                throw new UnreadableDocumentException(UnreadableDocumentException.ServerError, OutOfMemory, error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Document {Document} is embedded again: {Reason}")]
    private partial void LogChanged(DocumentId document, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The memory did not suffice to index document {Document}")]
    private partial void LogOutOfMemory(Exception error, DocumentId document);
}

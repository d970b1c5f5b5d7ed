using Orleans.Concurrency;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Storage;

namespace RagCluster.Grains.Ingest;

/// <summary>Acknowledges documents: commit first, queue second. A queue that can't be reached delays indexing and loses nothing, since the pending sweep asks the store.</summary>
[StatelessWorker]
internal sealed class IntakeGrain(IDocumentStore store) : Grain, IIntakeGrain
{
    /// <inheritdoc/>
    public async Task<Job> AcceptAsync(UploadedDocument[] documents, RefusedUpload[] refused, CancellationToken cancellationToken)
    {
        string key = this.GetPrimaryKeyString();
        Job job = await store.AcceptAsync(
            CollectionId.Parse(key),
            [.. documents.Select(Incoming)],
            [.. refused.Select(r => new RefusedDocument(r.Name, r.Failure))],
            cancellationToken);
        PendingVersion[] pending =
        [
            .. job.Documents.Where(d => d.State == JobDocumentState.Queued && d.DocumentId is not null)
                .Select(d => new PendingVersion(d.DocumentId!, d.Generation)),
        ];
        if (pending.Length > 0)
            await GrainFactory.GetGrain<IIngestQueueGrain>(key).EnqueueAsync(pending);
        return job;
    }

    private static IncomingDocument Incoming(UploadedDocument document) => new()
    {
        Id = document.Id,
        Name = document.Name,
        Title = document.Title,
        Uri = document.Uri,
        Metadata = document.Metadata,
        Content = document.Content,
    };
}

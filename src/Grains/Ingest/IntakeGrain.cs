using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Storage;

namespace RagCluster.Grains.Ingest;

/// <summary>
/// Acknowledges documents: commit first, queue second. A queue that can't be reached delays indexing and loses nothing, since the pending
/// sweep asks the store.
/// </summary>
[StatelessWorker]
internal sealed partial class IntakeGrain(IDocumentStore store, TimeProvider time, ILogger<IntakeGrain> log) : Grain, IIntakeGrain
{
    private static readonly TimeSpan QueueMax = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<Job> AcceptAsync(UploadedDocument[] documents, RefusedUpload[] refused, CancellationToken cancellationToken)
    {
        string key = this.GetPrimaryKeyString();
        Caller caller = Caller.Current;
        UploadedDocument[] sent = Array.ConvertAll(documents, document => document with { Sender = caller.View, SentBy = caller.Name });
        Job job = await store.AcceptAsync(CollectionId.Parse(key), sent, refused, cancellationToken);
        PendingVersion[] pending =
        [
            .. job
                .Documents.Where(d => d.State == JobDocumentState.Queued && d.DocumentId is not null)
                .Select(d => new PendingVersion(d.DocumentId!, d.Generation)),
        ];
        if (pending.Length > 0)
            await EnqueueAsync(key, pending);
        await Task.WhenAll(
            job.Documents.Where((entry, i) => IsReplaced(entry) && sent[i].Acl is not null)
                .Select(entry => GrainFactory.GetGrain<IDocumentGrain>($"{key}/{entry.DocumentId}").SetAclAsync(null, cancellationToken))
        );
        return job;
    }

    // Until the new version answers the old one does, and who may not see the one may not see the other.
    private static bool IsReplaced(JobDocument entry) => entry is { State: JobDocumentState.Queued, DocumentId: not null, Generation: > 1 };

    private async Task EnqueueAsync(string collection, PendingVersion[] pending)
    {
        try
        {
            // The documents are safe: a queue on a silo that stands still must not keep the caller waiting.
            await GrainFactory.GetGrain<IIngestQueueGrain>(collection).EnqueueAsync(pending).WaitAsync(QueueMax, time);
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            LogNotQueued(error, collection, pending.Length);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue of {Collection} did not take {Count} documents; the sweep brings them")]
    private partial void LogNotQueued(Exception error, string collection, int count);
}

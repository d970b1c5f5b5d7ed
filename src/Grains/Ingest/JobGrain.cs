using System.Runtime.CompilerServices;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Shards;
using RagCluster.Storage;

namespace RagCluster.Grains.Ingest;

/// <summary>Tells how far a job is. The truth stands in the store; this grain only asks it.</summary>
internal sealed class JobGrain(IDocumentStore store, ShardFollowers followers, TimeProvider time) : Grain, IJobGrain
{
    private static readonly TimeSpan PollFirst = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PollMax = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public async Task<Job> GetAsync(CancellationToken cancellationToken) =>
        await store.FindJobAsync(this.GetPrimaryKeyString(), cancellationToken)
            ?? throw RagException.NotFound("job", this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public async IAsyncEnumerable<Job> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (int, ModelChange?) last = (-1, null);
        TimeSpan poll = PollFirst;
        while (true)
        {
            Job job = await GetAsync(cancellationToken);
            if (job.IsFinished)
            {
                await store.ConfirmAsync(cancellationToken);
                await CatchUpAsync(job, cancellationToken);
                yield return job;
                yield break;
            }

            (int, ModelChange?) done = (job.Documents.Count(d => d.State != JobDocumentState.Queued), job.Change is { } change ? change with { Positions = [], Ends = [] } : null);
            if (done != last)
            {
                last = done;
                yield return job;
            }

            // Whoever waits would wait in vain: a sealed store finishes nothing before a restart.
            if (store.SealedReason is not null)
                throw new RagException(ErrorKind.Unavailable, "storage-unavailable", "The store takes no writes any more; the job goes on after a restart.");
            await Task.Delay(poll, time, cancellationToken);
            poll = poll * 2 < PollMax ? poll * 2 : PollMax;
        }
    }

    // The store marks a document as indexed a moment before its shard has read the log; who waited must find it.
    private async Task CatchUpAsync(Job job, CancellationToken cancellationToken)
    {
        if (job.Documents.All(d => d.State != JobDocumentState.Indexed))
            return;
        CollectionSettings settings = await GrainFactory.GetGrain<ICollectionGrain>(job.Collection.ToString()).GetSettingsAsync(cancellationToken);
        IEnumerable<ShardId> shards = job.Documents
            .Where(d => d is { State: JobDocumentState.Indexed, DocumentId: not null })
            .Select(d => ShardId.Of(job.Collection, d.DocumentId!, settings.ShardCount))
            .Distinct();
        await Task.WhenAll(shards.Select(shard => followers.CatchUpAsync(shard, cancellationToken)));
    }
}

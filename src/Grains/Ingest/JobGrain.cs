using System.Runtime.CompilerServices;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Shards;
using RagCluster.Storage;

namespace RagCluster.Grains.Ingest;

/// <summary>
/// Tells how far a job is. The truth stands in the store; this grain only asks it, so it is collected soon: there is one for each upload.
/// </summary>
[CollectionAgeLimit("00:01:30")]
internal sealed class JobGrain(IDocumentStore store, ShardFollowers followers, TimeProvider time) : Grain, IJobGrain
{
    private static readonly TimeSpan PollFirst = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PollMax = TimeSpan.FromMilliseconds(500);

    // Those that run are among the first of those that wait: the queue keeps their order.
    private const int LookedAtMax = 32;
    private static readonly TimeSpan StepsWait = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<Job> GetAsync(CancellationToken cancellationToken)
    {
        Job job = await FindAsync(cancellationToken);
        JobDocument[] documents = [.. job.Documents];
        int[] queued =
        [
            .. Enumerable
                .Range(0, documents.Length)
                .Where(i => documents[i] is { State: JobDocumentState.Queued, DocumentId: not null })
                .Take(LookedAtMax),
        ];
        JobStep[][] steps = await Task.WhenAll(queued.Select(i => StepsAsync(job, documents[i], cancellationToken)));
        for (int i = 0; i < queued.Length; i++)
            documents[queued[i]] = documents[queued[i]] with { Steps = steps[i] };
        return job with { Documents = documents };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Job> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (int, ModelChange?) last = (-1, null);
        TimeSpan poll = PollFirst;
        while (true)
        {
            Job job = WithoutSteps(await FindAsync(cancellationToken));
            if (job.IsFinished)
            {
                await store.ConfirmAsync(cancellationToken);
                await CatchUpAsync(job, cancellationToken);
                yield return job;
                yield break;
            }

            (int, ModelChange?) done = (
                job.Documents.Count(d => d.State != JobDocumentState.Queued),
                job.Change is { } change ? change with { Positions = [], Ends = [] } : null
            );
            if (done != last)
            {
                last = done;
                yield return job;
            }

            // Whoever waits would wait in vain: a sealed store finishes nothing before a restart.
            if (store.SealedReason is not null)
                throw new RagException(
                    ErrorKind.Unavailable,
                    "storage-unavailable",
                    "The store takes no writes any more; the job goes on after a restart."
                );
            await Task.Delay(poll, time, cancellationToken);
            poll = poll * 2 < PollMax ? poll * 2 : PollMax;
        }
    }

    private async Task<Job> FindAsync(CancellationToken cancellationToken)
    {
        AccessView? view = Caller.Current.View;
        return
            await store.FindJobAsync(this.GetPrimaryKeyString(), cancellationToken) is { } job
            && Caller.Current.IsIn(job.Collection.Tenant)
            && (view is null ? job : await SeenJobs.OfAsync(store, job, view, cancellationToken)) is { } seen
            ? seen
            : throw RagException.NotFound("job", this.GetPrimaryKeyString());
    }

    // Who watches is told often, and the steps are most of a large job.
    private static Job WithoutSteps(Job job) =>
        job with
        {
            Documents = Array.ConvertAll(job.Documents, document => document with { Steps = [] }),
        };

    // What stands in the store is told in any case.
    private async Task<JobStep[]> StepsAsync(Job job, JobDocument document, CancellationToken cancellationToken)
    {
        try
        {
            return await GrainFactory
                .GetGrain<IDocumentGrain>($"{job.Collection}/{document.DocumentId}")
                .ListStepsAsync(document.Generation, cancellationToken)
                .WaitAsync(StepsWait, time, cancellationToken);
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            return [];
        }
    }

    // The store marks a document as indexed a moment before its shard has read the log; who waited must find it.
    private async Task CatchUpAsync(Job job, CancellationToken cancellationToken)
    {
        if (job.Documents.All(d => d.State != JobDocumentState.Indexed))
            return;
        CollectionSettings settings = await GrainFactory
            .GetGrain<ICollectionGrain>(job.Collection.ToString())
            .GetSettingsAsync(cancellationToken);
        IEnumerable<ShardSlot> slots = job
            .Documents.Where(d => d is { State: JobDocumentState.Indexed, DocumentId: not null })
            .Select(d => ShardSlot.Of(job.Collection, d.DocumentId!, settings.ShardCount))
            .Distinct();
        await Task.WhenAll(slots.Select(slot => followers.CatchUpAsync(slot, cancellationToken)));
    }
}

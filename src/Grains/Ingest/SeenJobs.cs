using RagCluster.Corpus.Access;
using RagCluster.Corpus.Jobs;
using RagCluster.Storage;

namespace RagCluster.Grains.Ingest;

/// <summary>A job as a caller sees it: with the documents that they see, as if there were no others.</summary>
internal static class SeenJobs
{
    /// <summary>The job; null when nothing of it is left.</summary>
    internal static async Task<Job?> OfAsync(IDocumentStore store, Job job, AccessView view, CancellationToken cancellationToken)
    {
        bool[] isSeen = await Task.WhenAll(job.Documents.Select(entry => SeesAsync(store, job, entry, view, cancellationToken)));
        JobDocument[] seen = [.. job.Documents.Where((_, i) => isSeen[i])];
        // Refused files have no list; they stay with what was sent along with them.
        bool isHidden = job.Documents.Any(entry => entry.DocumentId is not null) && seen.All(entry => entry.DocumentId is null);
        return isHidden ? null
            : job.Change is { } change ? job with { Documents = seen, Change = await OfAsync(store, job, change, view, cancellationToken) }
            : job with { Documents = seen };
    }

    // How far it is with the chunks that they see: the number of all of them would tell how many there are.
    private static async Task<ModelChange> OfAsync(
        IDocumentStore store,
        Job job,
        ModelChange change,
        AccessView view,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindCollectionAsync(job.Collection, cancellationToken) is not { } collection)
            return change with { ChunksDone = 0, ChunksTotal = 0 };
        long seen = (await store.CountSeenAsync(collection, view, cancellationToken)).ChunkCount;
        double share = change.ChunksTotal == 0 ? 1 : Math.Min(1, (double)change.ChunksDone / change.ChunksTotal);
        return change with { ChunksDone = (long)(share * seen), ChunksTotal = seen };
    }

    private static async Task<bool> SeesAsync(
        IDocumentStore store,
        Job job,
        JobDocument entry,
        AccessView view,
        CancellationToken cancellationToken
    ) =>
        entry.DocumentId is not { } id
        || (await store.FindDocumentAsync(job.Collection, id, cancellationToken) is { } document && view.Sees(document.Acl));
}

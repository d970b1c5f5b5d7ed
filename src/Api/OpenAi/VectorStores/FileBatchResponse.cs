using RagCluster.Corpus.Jobs;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>A job as a batch of files of OpenAI's API.</summary>
/// <param name="Id">The batch's id.</param>
/// <param name="CreatedAt">When the request was acknowledged, in seconds since 1970.</param>
/// <param name="VectorStoreId">The id of the vector store that the files go into.</param>
/// <param name="Status"><c>in_progress</c> while files wait, then <c>completed</c> when at least one was indexed, <c>cancelled</c> or
/// <c>failed</c>.</param>
/// <param name="FileCounts">How many of its files are how far.</param>
internal sealed record FileBatchResponse(string Id, long CreatedAt, string VectorStoreId, string Status, FileCounts FileCounts)
{
    /// <summary>What stands before the job's id.</summary>
    internal const string Prefix = "vsfb_";

    /// <summary>Always <c>vector_store.files_batch</c>.</summary>
    public string Object => "vector_store.files_batch";

    /// <summary>The form of a job; what was superseded by a deletion or a newer version was cancelled.</summary>
    internal static FileBatchResponse From(Job job)
    {
        FileCounts counts = new(
            Count(job, JobDocumentState.Queued),
            Count(job, JobDocumentState.Indexed, JobDocumentState.Unchanged),
            Count(job, JobDocumentState.Failed),
            Count(job, JobDocumentState.Superseded)
        );
        string status =
            counts.InProgress > 0 ? "in_progress"
            : counts.Completed > 0 ? "completed"
            : counts.Cancelled > 0 ? "cancelled"
            : "failed";
        return new FileBatchResponse(Prefix + job.Id, job.CreatedAt.ToUnixTimeSeconds(), job.Collection.Name, status, counts);
    }

    private static int Count(Job job, params JobDocumentState[] states) =>
        job.Documents.Count(document => Array.IndexOf(states, document.State) >= 0);
}

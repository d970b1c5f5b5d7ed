using RagCluster.Corpus.Jobs;

namespace RagCluster.Api.Jobs;

/// <summary>What became of the documents of one request, or of a change of model.</summary>
/// <param name="Id">The job's id.</param>
/// <param name="Collection">The name of the collection that it changes.</param>
/// <param name="Status"><c>running</c>, <c>completed</c>, <c>failed</c> when no document could be indexed, or <c>cancelled</c> for a change
/// of model.</param>
/// <param name="CreatedAt">When the request was acknowledged.</param>
/// <param name="Total">Documents of the request.</param>
/// <param name="Queued">Documents that wait for indexing.</param>
/// <param name="Indexed">Documents that it indexed.</param>
/// <param name="Unchanged">Documents that were there already with the same content.</param>
/// <param name="Failed">Documents that could not be indexed.</param>
/// <param name="Superseded">Documents whose indexing a deletion or a newer version made needless.</param>
/// <param name="Documents">The documents in the order of the request; none for a change of model.</param>
/// <param name="ModelChange">The change of model; null for a job of documents.</param>
internal sealed record JobResponse(
    string Id,
    string Collection,
    string Status,
    DateTimeOffset CreatedAt,
    int Total,
    int Queued,
    int Indexed,
    int Unchanged,
    int Failed,
    int Superseded,
    JobDocumentResponse[] Documents,
    JobChangeResponse? ModelChange
)
{
    /// <summary>
    /// The HTTP form of a job. A job in which nothing could be indexed has failed; a change of model may have been cancelled.
    /// </summary>
    internal static JobResponse From(Job job)
    {
        int Count(JobDocumentState state) => job.Documents.Count(d => d.State == state);
        int failed = Count(JobDocumentState.Failed);
        string status =
            !job.IsFinished ? "running"
            : job.Change is { IsCancelled: true } ? "cancelled"
            : failed > 0 && failed == job.Documents.Length ? "failed"
            : "completed";
        return new JobResponse(
            job.Id,
            job.Collection.Name,
            status,
            job.CreatedAt,
            job.Documents.Length,
            Count(JobDocumentState.Queued),
            Count(JobDocumentState.Indexed),
            Count(JobDocumentState.Unchanged),
            failed,
            Count(JobDocumentState.Superseded),
            [.. job.Documents.Select(JobDocumentResponse.From)],
            JobChangeResponse.From(job.Change)
        );
    }
}

using RagCluster.Corpus.Jobs;

namespace RagCluster.Api.Jobs;

/// <summary>A job over HTTP.</summary>
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

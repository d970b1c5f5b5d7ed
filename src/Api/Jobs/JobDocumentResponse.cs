using RagCluster.Corpus.Jobs;

namespace RagCluster.Api.Jobs;

/// <summary>One document of a job.</summary>
/// <param name="Name">The name that the document was sent under.</param>
/// <param name="DocumentId">The document's id; null when it was refused before it became one.</param>
/// <param name="Generation">The number of the version that the job made; null when it made none.</param>
/// <param name="Status">Where the document stands.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
/// <param name="Steps">The steps of its last attempt, in the order of their beginning; null before the first, and where it needed
/// none.</param>
internal sealed record JobDocumentResponse(
    string Name,
    string? DocumentId,
    long? Generation,
    JobDocumentState Status,
    ErrorResponse? Error,
    JobStepResponse[]? Steps
)
{
    /// <summary>The HTTP form of a job's document.</summary>
    internal static JobDocumentResponse From(JobDocument document) =>
        new(
            document.Name,
            document.DocumentId?.Value,
            document.Generation > 0 ? document.Generation : null,
            document.State,
            ErrorResponse.From(document.Failure),
            document.Steps.Length > 0 ? Array.ConvertAll(document.Steps, JobStepResponse.From) : null
        );
}

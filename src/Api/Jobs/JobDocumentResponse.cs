using RagCluster.Corpus.Jobs;

namespace RagCluster.Api.Jobs;

/// <summary>One document of a job over HTTP.</summary>
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

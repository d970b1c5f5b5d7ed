using RagCluster.Corpus.Documents;

namespace RagCluster.Api.Jobs;

/// <summary>Why a document failed, over HTTP.</summary>
internal sealed record ErrorResponse(string Code, string Message)
{
    /// <summary>The HTTP form of a failure; null when there is none.</summary>
    internal static ErrorResponse? From(DocumentFailure? failure) =>
        failure is null ? null : new ErrorResponse(failure.Code, failure.Message);
}

using RagCluster.Corpus.Documents;

namespace RagCluster.Api.Jobs;

/// <summary>Why a document failed.</summary>
/// <param name="Code"><c>unsupported_file</c> for a format that is not read, <c>invalid_file</c> for one that is damaged, empty or over a
/// limit, <c>server_error</c> for a fault of the server, which is worth another try.</param>
/// <param name="Message">The reason in one sentence, for people.</param>
internal sealed record ErrorResponse(string Code, string Message)
{
    /// <summary>The HTTP form of a failure; null when there is none.</summary>
    internal static ErrorResponse? From(DocumentFailure? failure) =>
        failure is null ? null : new ErrorResponse(failure.Code, failure.Message);
}

using RagCluster.Corpus.Answers;

namespace RagCluster.Api.Queries;

/// <summary>Why there is no answer.</summary>
/// <param name="Code"><c>no_documents</c>, <c>no_match</c>, <c>insufficient_evidence</c> or <c>unsupported_answer</c>.</param>
/// <param name="Reason">The reason in one sentence, for people.</param>
/// <param name="Language">The language of the reason, an ISO 639-1 code: the question's where it is known.</param>
internal sealed record AbstentionResponse(string Code, string Reason, string Language)
{
    /// <summary>The HTTP form of an abstention; null when there is an answer.</summary>
    internal static AbstentionResponse? From(Abstention? abstention) =>
        abstention is null ? null : new AbstentionResponse(abstention.Code, abstention.Reason, abstention.Language ?? "en");
}

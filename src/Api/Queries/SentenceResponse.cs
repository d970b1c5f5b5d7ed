using RagCluster.Corpus.Answers;

namespace RagCluster.Api.Queries;

/// <summary>
/// A sentence or another part of an answer over HTTP; <c>kind</c> is <c>text</c>, <c>code</c>, <c>row</c> or <c>list</c>.
/// </summary>
internal sealed record SentenceResponse(string Text, string[] Citations, string Kind, string? Language = null, bool? Unsupported = null)
{
    /// <summary>The HTTP form of a sentence.</summary>
    internal static SentenceResponse From(AnswerSentence sentence) =>
        new(
            sentence.Text,
            sentence.CitationIds,
            KindOf(sentence.Kind),
            sentence.Language.Length > 0 ? sentence.Language : null,
            sentence.IsUnsupported ? true : null
        );

    private static string KindOf(AnswerPartKind kind) =>
        kind switch
        {
            AnswerPartKind.Code => "code",
            AnswerPartKind.Row => "row",
            AnswerPartKind.List => "list",
            _ => "text",
        };
}

using RagCluster.Corpus.Answers;

namespace RagCluster.Api.Queries;

/// <summary>A sentence or another part of an answer, with its citations.</summary>
/// <param name="Text">The sentence, or the code, row or list.</param>
/// <param name="Citations">The ids of the citations that support it; empty only for an unsupported one.</param>
/// <param name="Kind"><c>text</c>, <c>code</c>, <c>row</c> or <c>list</c>.</param>
/// <param name="Language">The language of code as its document names it, for example <c>csharp</c>; null when it names none, and for
/// anything else.</param>
/// <param name="Links">The links in its text, in order; null for none.</param>
/// <param name="Unsupported">True where no source supports it and the server is set to show it all the same; null otherwise.</param>
internal sealed record SentenceResponse(
    string Text,
    string[] Citations,
    string Kind,
    string? Language = null,
    LinkResponse[]? Links = null,
    bool? Unsupported = null
)
{
    /// <summary>The HTTP form of a sentence.</summary>
    internal static SentenceResponse From(AnswerSentence sentence) =>
        new(
            sentence.Text,
            sentence.CitationIds,
            KindOf(sentence.Kind),
            sentence.Language.Length > 0 ? sentence.Language : null,
            LinkResponse.From(sentence),
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

using RagCluster.Corpus.Answers;

namespace RagCluster.Api.Queries;

/// <summary>A sentence of an answer over HTTP.</summary>
internal sealed record SentenceResponse(string Text, string[] Citations, bool? Unsupported = null)
{
    /// <summary>The HTTP form of a sentence.</summary>
    internal static SentenceResponse From(AnswerSentence sentence) =>
        new(sentence.Text, sentence.CitationIds, sentence.IsUnsupported ? true : null);
}

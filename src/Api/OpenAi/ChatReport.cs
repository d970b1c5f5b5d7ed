using RagCluster.Api.Queries;
using RagCluster.Corpus.Answers;

namespace RagCluster.Api.OpenAi;

/// <summary>How an answer came about. An addition to the form of OpenAI.</summary>
/// <param name="AnsweredBy">What wrote the answer: <c>extractive</c>, or the chat model's name.</param>
/// <param name="Abstention">Why there is no answer, or null.</param>
/// <param name="DroppedSentences">Sentences of a model that no source supports.</param>
/// <param name="Degraded">Fallbacks that were used; empty for none.</param>
internal sealed record ChatReport(string AnsweredBy, AbstentionResponse? Abstention, int DroppedSentences, string[] Degraded)
{
    /// <summary>The report of an answer.</summary>
    internal static ChatReport Of(Answer answer) =>
        new(answer.AnsweredBy, AbstentionResponse.From(answer.Abstention), answer.DroppedSentenceCount, answer.Degraded);
}

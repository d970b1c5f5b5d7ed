using RagCluster.Api.Experiments;
using RagCluster.Corpus.Answers;
using RagCluster.Grains.Interfaces.Feedback;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Api.Queries;

/// <summary>The response of <c>ask</c>, and the data of its last server-sent event.</summary>
/// <param name="Query">The question as it was asked.</param>
/// <param name="Answer">The answer's text, its sentences joined; empty for an abstention.</param>
/// <param name="Abstained">Whether there is no answer.</param>
/// <param name="Abstention">Why there is no answer; null when there is one.</param>
/// <param name="Sentences">The sentences and other parts of the answer in order, each with its citations; empty for an abstention.</param>
/// <param name="Citations">The citations in the order of their ids.</param>
/// <param name="AnsweredBy">What wrote the answer: <c>extractive</c>, or the chat model's name.</param>
/// <param name="DroppedSentences">Sentences of a chat model that were left out because no source supports them.</param>
/// <param name="Dropped">The first ten of them, each with its reason; empty for none.</param>
/// <param name="Unanswered">Parts of the question that the answer leaves open, as they were asked; empty for an answer to all of
/// it.</param>
/// <param name="Degraded">Fallbacks that were used, for example <c>chat_unavailable</c> or <c>dense_unavailable</c>; empty for
/// none.</param>
/// <param name="ShardsAsked">Shards of the collection.</param>
/// <param name="ShardsAnswered">Shards that answered; fewer than were asked mean a partial result.</param>
/// <param name="Passages">The passages that were found, the best first.</param>
/// <param name="Searched">What was searched for: the question as it stands alone, then its other wordings.</param>
/// <param name="TookMs">How long the server took, in milliseconds.</param>
/// <param name="Cached">The cache tier that had the answer: <c>L1</c>, <c>L2</c> or <c>L3</c>, or <c>semantic</c> for the answer to a near
/// question; null when it was computed.</param>
/// <param name="AnsweredQuery">The near question whose answer this is; null for the question's own.</param>
/// <param name="Explanation">How it was answered; null unless the request asks for it.</param>
/// <param name="Experiment">The experiment in which the query took part; null for none.</param>
/// <param name="FeedbackId">What feedback about this answer names; null for a repeated one.</param>
internal sealed record AskResultResponse(
    string Query,
    string Answer,
    bool Abstained,
    AbstentionResponse? Abstention,
    SentenceResponse[] Sentences,
    CitationResponse[] Citations,
    string AnsweredBy,
    int DroppedSentences,
    DroppedResponse[] Dropped,
    string[] Unanswered,
    string[] Degraded,
    int ShardsAsked,
    int ShardsAnswered,
    PassageResponse[] Passages,
    string[] Searched,
    double TookMs,
    string? Cached,
    string? AnsweredQuery,
    ExplanationResponse? Explanation,
    ExposureResponse? Experiment,
    string? FeedbackId
)
{
    /// <summary>The HTTP form of an answer.</summary>
    /// <param name="query">The question as it was asked.</param>
    /// <param name="response">The answer.</param>
    /// <param name="collection">The name of the collection that was asked; null where nobody could say what became of the answer.</param>
    internal static AskResultResponse From(string query, AskResponse response, string? collection)
    {
        (Answer answer, FoundPassages found, CallReport call) = response;
        return new AskResultResponse(
            query,
            answer.Text,
            answer.Abstention is not null,
            AbstentionResponse.From(answer.Abstention),
            [.. answer.Sentences.Select(SentenceResponse.From)],
            [.. answer.Citations.Select(CitationResponse.From)],
            answer.AnsweredBy,
            answer.DroppedSentenceCount,
            [.. answer.Dropped.Select(DroppedResponse.From)],
            answer.Unanswered,
            [.. found.Degraded.Union(answer.Degraded)],
            found.ShardsAsked,
            found.ShardsAnswered,
            [.. found.Passages.Select(PassageResponse.From)],
            found.Queries,
            Math.Round(call.Took.TotalMilliseconds, 2),
            call.Cached,
            call.AnsweredQuery,
            ExplanationResponse.From(call.Explanation, answer),
            ExposureResponse.From(call.Experiment),
            call.Experiment?.FeedbackId ?? (collection is null ? null : FeedbackName.Draw(collection).ToString())
        );
    }
}

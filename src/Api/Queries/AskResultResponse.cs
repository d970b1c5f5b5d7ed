using RagCluster.Api.Experiments;
using RagCluster.Corpus.Answers;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Api.Queries;

/// <summary>The response of <c>ask</c>, and the data of its last server-sent event.</summary>
internal sealed record AskResultResponse(
    string Query,
    string Answer,
    bool Abstained,
    AbstentionResponse? Abstention,
    SentenceResponse[] Sentences,
    CitationResponse[] Citations,
    string AnsweredBy,
    int DroppedSentences,
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
    ExposureResponse? Experiment
)
{
    /// <summary>The HTTP form of an answer.</summary>
    internal static AskResultResponse From(string query, AskResponse response)
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
            answer.Unanswered,
            [.. found.Degraded.Union(answer.Degraded)],
            found.ShardsAsked,
            found.ShardsAnswered,
            [.. found.Passages.Select(PassageResponse.From)],
            found.Queries,
            Math.Round(call.Took.TotalMilliseconds, 2),
            call.Cached,
            call.AnsweredQuery,
            ExplanationResponse.From(call.Explanation),
            ExposureResponse.From(call.Experiment)
        );
    }
}

using RagCluster.Api.Experiments;
using RagCluster.Api.Planning;
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
    internal static AskResultResponse From(string query, Answer answer, SearchResponse search, TimeSpan took) =>
        new(
            query,
            answer.Text,
            answer.Abstention is not null,
            AbstentionResponse.From(answer.Abstention),
            [.. answer.Sentences.Select(SentenceResponse.From)],
            [.. answer.Citations.Select(CitationResponse.From)],
            answer.AnsweredBy,
            answer.DroppedSentenceCount,
            [.. search.Degraded.Union(answer.Degraded)],
            search.ShardsAsked,
            search.ShardsAnswered,
            [.. search.Passages.Select(PassageResponse.From)],
            search.Queries,
            Math.Round(took.TotalMilliseconds, 2),
            search.Cached,
            search.AnsweredQuery,
            ExplanationResponse.From(search.Explanation),
            ExposureResponse.From(search.Experiment)
        );
}

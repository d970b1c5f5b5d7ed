using RagCluster.Api.Experiments;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.Queries;

/// <summary>The response of <c>search</c>: <c>results</c>, or <c>groups</c> where the request asks for them.</summary>
internal sealed record SearchResultResponse(
    string Query,
    PassageResponse[]? Results,
    PassageGroupResponse[]? Groups,
    int ShardsAsked,
    int ShardsAnswered,
    string[] Degraded,
    double TookMs,
    string? Cached,
    string? AnsweredQuery,
    ExplanationResponse? Explanation,
    ExposureResponse? Experiment
)
{
    /// <summary>The HTTP form of a search's result.</summary>
    internal static SearchResultResponse From(string query, SearchResponse response, ResultGrouping groupBy = ResultGrouping.None)
    {
        (FoundPassages found, CallReport call) = response;
        bool isGrouped = groupBy == ResultGrouping.Document;
        return new SearchResultResponse(
            query,
            isGrouped ? null : [.. found.Passages.Select(PassageResponse.From)],
            isGrouped ? PassageGroupResponse.From(found.Passages) : null,
            found.ShardsAsked,
            found.ShardsAnswered,
            found.Degraded,
            Math.Round(call.Took.TotalMilliseconds, 2),
            call.Cached,
            call.AnsweredQuery,
            ExplanationResponse.From(call.Explanation),
            ExposureResponse.From(call.Experiment)
        );
    }
}

using RagCluster.Api.Experiments;
using RagCluster.Api.Planning;
using RagCluster.Grains.Interfaces.Query;

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
        bool isGrouped = groupBy == ResultGrouping.Document;
        return new SearchResultResponse(
            query,
            isGrouped ? null : [.. response.Passages.Select(PassageResponse.From)],
            isGrouped ? PassageGroupResponse.From(response.Passages) : null,
            response.ShardsAsked,
            response.ShardsAnswered,
            response.Degraded,
            Math.Round(response.Took.TotalMilliseconds, 2),
            response.Cached,
            response.AnsweredQuery,
            ExplanationResponse.From(response.Explanation),
            ExposureResponse.From(response.Experiment)
        );
    }
}

using RagCluster.Api.Experiments;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.Queries;

/// <summary>The response of <c>search</c>: <c>results</c>, or <c>groups</c> where the request asks for them.</summary>
/// <param name="Query">The query as it was asked.</param>
/// <param name="Results">The passages, the best first; null where they are grouped.</param>
/// <param name="Groups">The passages by document, the best first; null unless the request asks for that.</param>
/// <param name="ShardsAsked">Shards of the collection.</param>
/// <param name="ShardsAnswered">Shards that answered; fewer than were asked mean a partial result.</param>
/// <param name="Degraded">Fallbacks that were used, for example <c>dense_unavailable</c>; empty for none.</param>
/// <param name="TookMs">How long the server took, in milliseconds.</param>
/// <param name="Cached">The cache tier that had the result: <c>L1</c>, <c>L2</c> or <c>L3</c>, or <c>semantic</c> for that of a near query;
/// null when it was computed.</param>
/// <param name="AnsweredQuery">The near query whose result this is; null for the query's own.</param>
/// <param name="Explanation">How it was found; null unless the request asks for it.</param>
/// <param name="Experiment">The experiment in which the query took part; null for none.</param>
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

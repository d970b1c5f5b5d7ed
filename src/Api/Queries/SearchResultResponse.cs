using RagCluster.Api.Experiments;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Api.Queries;

/// <summary>The response of <c>search</c>.</summary>
internal sealed record SearchResultResponse(
    string Query, PassageResponse[] Results, int ShardsAsked, int ShardsAnswered, string[] Degraded, double TookMs, string? Cached, ExposureResponse? Experiment)
{
    /// <summary>The HTTP form of a search's result.</summary>
    internal static SearchResultResponse From(string query, SearchResponse response) => new(
        query,
        [.. response.Passages.Select(PassageResponse.From)],
        response.ShardsAsked,
        response.ShardsAnswered,
        response.Degraded,
        Math.Round(response.Took.TotalMilliseconds, 2),
        response.Cached,
        ExposureResponse.From(response.Experiment));
}

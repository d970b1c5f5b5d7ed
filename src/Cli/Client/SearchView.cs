using RagCluster.Client.Queries;

namespace RagCluster.Cli.Client;

/// <summary>A search's result as the API shows it: results, or groups where they were asked for.</summary>
internal sealed record SearchView(
    string Query,
    PassageView[]? Results,
    PassageGroupView[]? Groups,
    string[] Degraded,
    double TookMs,
    string? Cached,
    string? AnsweredQuery
)
{
    /// <summary>What is printed of a search's result.</summary>
    internal static SearchView From(SearchResult result) =>
        new(
            result.Query,
            result.Results is { } results ? Array.ConvertAll(results, PassageView.From) : null,
            result.Groups is { } groups ? Array.ConvertAll(groups, PassageGroupView.From) : null,
            result.Degraded,
            result.TookMs,
            result.Cached,
            result.AnsweredQuery
        );
}

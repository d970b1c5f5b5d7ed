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
);

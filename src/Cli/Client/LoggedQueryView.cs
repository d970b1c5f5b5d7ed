namespace RagCluster.Cli.Client;

/// <summary>An entry of the query log, as the API shows it.</summary>
internal sealed record LoggedQueryView(
    string Id,
    DateTimeOffset At,
    string? Subject,
    string Collection,
    string Query,
    string Ending,
    int Passages,
    double TookMs,
    string? Cached,
    string? TraceId
);

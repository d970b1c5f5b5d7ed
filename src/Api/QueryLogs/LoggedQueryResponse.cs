using RagCluster.Grains.Interfaces.QueryLogs;

namespace RagCluster.Api.QueryLogs;

/// <summary>An entry of the query log.</summary>
/// <param name="Id">Its place in the log.</param>
/// <param name="At">When it was asked.</param>
/// <param name="Subject">Who asked; null for nobody who is known.</param>
/// <param name="Collection">The collection that was asked.</param>
/// <param name="Query">What was asked, word by word.</param>
/// <param name="Ending">What came of it: found or empty for a search, answered or refused for a question, failed.</param>
/// <param name="Passages">How many passages were found.</param>
/// <param name="TookMs">How long it took, in milliseconds.</param>
/// <param name="Cached">Which cache answered; null for none.</param>
/// <param name="TraceId">The id of the request's trace; null where traces are sent nowhere.</param>
internal sealed record LoggedQueryResponse(
    string Id,
    DateTimeOffset At,
    string? Subject,
    string Collection,
    string Query,
    QueryEnding Ending,
    int Passages,
    double TookMs,
    string? Cached,
    string? TraceId
)
{
    /// <summary>An entry.</summary>
    internal static LoggedQueryResponse From(string month, QueryLogEntry entry) =>
        new(
            new QueryLogPlace(month, entry.Sequence).ToString(),
            entry.Logged.At,
            entry.Logged.Subject,
            entry.Logged.Collection,
            entry.Logged.Query,
            entry.Logged.Ending,
            entry.Logged.Passages,
            entry.Logged.TookMs,
            entry.Logged.Cached,
            entry.Logged.TraceId
        );
}

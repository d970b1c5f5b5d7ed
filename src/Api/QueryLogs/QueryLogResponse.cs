namespace RagCluster.Api.QueryLogs;

/// <summary>A page of the query log.</summary>
/// <param name="IsOn">Whether what is asked now is kept.</param>
/// <param name="Data">The entries, the newest first.</param>
/// <param name="HasMore">Whether more may follow.</param>
/// <param name="LastId">Pass as <c>before</c> to get the next page; left out at the end.</param>
internal sealed record QueryLogResponse(bool IsOn, IReadOnlyList<LoggedQueryResponse> Data, bool HasMore, string? LastId);

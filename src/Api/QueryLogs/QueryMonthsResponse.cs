namespace RagCluster.Api.QueryLogs;

/// <summary>The months of the query log.</summary>
/// <param name="IsOn">Whether what is asked now is kept.</param>
/// <param name="MonthsRetained">How many months stay, with the present one.</param>
/// <param name="Data">The months, the latest first.</param>
internal sealed record QueryMonthsResponse(bool IsOn, int MonthsRetained, IReadOnlyList<QueryMonthResponse> Data);

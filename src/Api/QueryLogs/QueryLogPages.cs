using RagCluster.Grains.Interfaces.QueryLogs;

namespace RagCluster.Api.QueryLogs;

/// <summary>Reads a tenant's query log over the borders of months.</summary>
internal static class QueryLogPages
{
    /// <summary>Reads a page, the newest entries first.</summary>
    /// <param name="months">The months, the latest first.</param>
    /// <param name="logOf">A month's log.</param>
    /// <param name="filter">Which entries.</param>
    /// <param name="before">Only those before this place; null for the newest.</param>
    /// <param name="limit">The most entries.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The entries, and the place before which more may follow; null at the end.</returns>
    internal static async Task<(List<LoggedQueryResponse> Entries, QueryLogPlace? Next)> ReadAsync(
        IEnumerable<string> months,
        Func<string, IQueryLogGrain> logOf,
        QueryLogFilter filter,
        QueryLogPlace? before,
        int limit,
        CancellationToken cancellationToken
    )
    {
        List<LoggedQueryResponse> found = [];
        QueryLogPlace? last = null;
        foreach (string month in months.Where(month => before is null || string.CompareOrdinal(month, before.Value.Month) <= 0))
        {
            if (found.Count == limit)
                return (found, last);
            long? within = before is { } place && place.Month == month ? place.Sequence : null;
            QueryLogPage page = await logOf(month).ListAsync(filter, within, limit - found.Count, cancellationToken);
            found.AddRange(page.Entries.Select(entry => LoggedQueryResponse.From(month, entry)));
            if (page.Next is { } next)
                return (found, new QueryLogPlace(month, next));
            if (page.Entries is [.., { } oldest])
                last = new QueryLogPlace(month, oldest.Sequence);
        }

        return (found, null);
    }
}

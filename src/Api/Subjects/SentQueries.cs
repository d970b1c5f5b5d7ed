using System.Runtime.CompilerServices;
using RagCluster.Access;
using RagCluster.Grains.Interfaces.QueryLogs;

namespace RagCluster.Api.Subjects;

/// <summary>What a subject asked, in the query log of their tenant.</summary>
/// <param name="grains">The cluster.</param>
/// <param name="who">The subject.</param>
internal sealed class SentQueries(IGrainFactory grains, Principal who)
{
    private const int PageLength = 1_000;

    /// <summary>Reads them, the newest first; a page is in memory at a time.</summary>
    internal async IAsyncEnumerable<LoggedQuery> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        QueryLogFilter filter = new(null, null, who.Name);
        foreach (IQueryLogGrain month in await MonthsAsync(cancellationToken))
        {
            QueryLogPage page = await month.ListAsync(filter, null, PageLength, cancellationToken);
            while (true)
            {
                foreach (QueryLogEntry entry in page.Entries)
                    yield return entry.Logged;
                if (page.Next is null)
                    break;
                page = await month.ListAsync(filter, page.Next, PageLength, cancellationToken);
            }
        }
    }

    /// <summary>Takes them out of the log.</summary>
    /// <returns>How many there were.</returns>
    internal async Task<int> EraseAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (IQueryLogGrain month in await MonthsAsync(cancellationToken))
            count += await month.EraseAsync(who.Name, cancellationToken);
        return count;
    }

    private async Task<IQueryLogGrain[]> MonthsAsync(CancellationToken cancellationToken)
    {
        QueryLogState log = await grains.GetGrain<IQueryLogMonthsGrain>(0).GetAsync(who.Tenant, cancellationToken);
        return [.. log.Months.Select(month => grains.GetGrain<IQueryLogGrain>(QueryLogKey.Of(who.Tenant, month)))];
    }
}

using System.Runtime.CompilerServices;
using RagCluster.Access;
using RagCluster.Api.QueryLogs;
using RagCluster.Grains.Interfaces.QueryLogs;

namespace RagCluster.Api.Subjects;

/// <summary>What a subject asked, in the query log of their tenant.</summary>
/// <param name="grains">The cluster.</param>
/// <param name="who">The subject.</param>
internal sealed class SentQueries(IGrainFactory grains, Principal who)
{
    private const int PageLength = 1_000;

    /// <summary>Reads them, the newest first; a page is in memory at a time.</summary>
    internal async IAsyncEnumerable<LoggedQueryResponse> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        QueryLogFilter filter = new(null, null, who.Name);
        string[] months = await MonthsAsync(cancellationToken);
        QueryLogPlace? before = null;
        do
        {
            (List<LoggedQueryResponse> page, before) = await QueryLogPages.ReadAsync(
                months,
                Log,
                filter,
                before,
                PageLength,
                cancellationToken
            );
            foreach (LoggedQueryResponse query in page)
                yield return query;
        } while (before is not null);
    }

    /// <summary>Takes them out of the log.</summary>
    /// <returns>How many there were.</returns>
    internal async Task<int> EraseAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (string month in await MonthsAsync(cancellationToken))
            count += await Log(month).EraseAsync(who.Name, cancellationToken);
        return count;
    }

    private async Task<string[]> MonthsAsync(CancellationToken cancellationToken) =>
        (await grains.GetGrain<IQueryLogMonthsGrain>(0).GetAsync(who.Tenant, cancellationToken)).Months;

    private IQueryLogGrain Log(string month) => grains.GetGrain<IQueryLogGrain>(QueryLogKey.Of(who.Tenant, month));
}

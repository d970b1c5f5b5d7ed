using Microsoft.Extensions.Options;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.QueryLogs;

namespace RagCluster.Grains.QueryLogs;

/// <summary>Knows the logs' names, so that a month can be deleted when nobody asks any more.</summary>
internal sealed class QueryLogMonthsGrain(QueryLogArchive archive, IOptions<QueryLogOptions> options) : Grain, IQueryLogMonthsGrain
{
    /// <inheritdoc/>
    public async Task AddAsync(string tenant, string month, CancellationToken cancellationToken)
    {
        string log = QueryLogKey.Of(tenant, month);
        (string[] logs, long? version) = await archive.LogsAsync(cancellationToken);
        if (!logs.Contains(log))
            await WriteAsync([.. logs, log], version, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<QueryLogState> GetAsync(string tenant, CancellationToken cancellationToken)
    {
        (string[] logs, _) = await archive.LogsAsync(cancellationToken);
        string[] months =
        [
            .. logs.Select(QueryLogKey.Parts)
                .Where(log => log.Tenant == tenant)
                .Select(log => log.Month)
                .OrderDescending(StringComparer.Ordinal),
        ];
        return new QueryLogState(options.Value.IsOn, options.Value.Months, months);
    }

    /// <inheritdoc/>
    public async Task<int> SweepAsync(string firstRetained, CancellationToken cancellationToken)
    {
        (string[] logs, long? version) = await archive.LogsAsync(cancellationToken);
        string[] over = [.. logs.Where(log => string.CompareOrdinal(QueryLogKey.Parts(log).Month, firstRetained) < 0)];
        foreach (string log in over)
            await GrainFactory.GetGrain<IQueryLogGrain>(log).DeleteAsync(cancellationToken);
        // After what they name, so that what fails in the middle is found again.
        if (over.Length > 0)
            await WriteAsync([.. logs.Except(over)], version, cancellationToken);
        return over.Length;
    }

    private async Task WriteAsync(string[] logs, long? version, CancellationToken cancellationToken)
    {
        if (!await archive.WriteLogsAsync(logs, version, cancellationToken))
            throw new RagException(ErrorKind.Unavailable, "unavailable", "Another writer notes months of the query log; try again.");
    }
}

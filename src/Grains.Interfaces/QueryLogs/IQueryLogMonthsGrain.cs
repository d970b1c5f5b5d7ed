using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.QueryLogs;

/// <summary>Which months the cluster's query log has. Key: 0.</summary>
[Alias("RagCluster.IQueryLogMonthsGrain")]
public interface IQueryLogMonthsGrain : IGrainWithIntegerKey
{
    /// <summary>Notes a month, before its first query is kept. Called again it does nothing.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="month">The month, for example <c>2026-11</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Add")]
    Task AddAsync(string tenant, string month, CancellationToken cancellationToken);

    /// <summary>What a tenant's log has.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Get")]
    [AlwaysInterleave]
    Task<QueryLogState> GetAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>Deletes every tenant's months before one.</summary>
    /// <param name="firstRetained">The earliest month that stays.</param>
    /// <param name="cancellationToken">Ends the wait; what is left is deleted by another call.</param>
    /// <returns>How many months went.</returns>
    [Alias("Sweep")]
    Task<int> SweepAsync(string firstRetained, CancellationToken cancellationToken);
}

using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.QueryLogs;

/// <summary>What a tenant's collections were asked within one month (UTC). Key: <see cref="QueryLogKey"/>.</summary>
[Alias("RagCluster.IQueryLogGrain")]
public interface IQueryLogGrain : IGrainWithStringKey
{
    /// <summary>The most queries that are added at once.</summary>
    const int GroupMax = 200;

    /// <summary>
    /// Adds queries; they are on disk when this returns. Called again with the same ones, as after a time-out, it adds them once.
    /// </summary>
    /// <param name="queries">1 to <see cref="GroupMax"/> queries, in order.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Append")]
    Task AppendAsync(LoggedQuery[] queries, CancellationToken cancellationToken);

    /// <summary>Entries of the month, the newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="before">Only those before this number; null for the newest of all.</param>
    /// <param name="limit">The most entries.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("List")]
    [AlwaysInterleave]
    Task<QueryLogPage> ListAsync(QueryLogFilter filter, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>How many queries of the month ended how; those of persons who were erased since then still count.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Count")]
    [AlwaysInterleave]
    Task<QueryCounts> CountAsync(CancellationToken cancellationToken);

    /// <summary>Takes out what somebody asked; it is gone from the store when this returns.</summary>
    /// <param name="subject">Who: their principal.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many queries went.</returns>
    [Alias("Erase")]
    Task<int> EraseAsync(string subject, CancellationToken cancellationToken);

    /// <summary>Deletes the month.</summary>
    /// <param name="cancellationToken">Ends the wait; what failed in the middle is finished by another call.</param>
    [Alias("Delete")]
    Task DeleteAsync(CancellationToken cancellationToken);
}

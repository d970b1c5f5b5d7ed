using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Writing;

/// <summary>
/// Removes what nobody needs any more, some rows in each transaction: whoever writes meanwhile waits for one of these, never for all.
/// </summary>
internal sealed class CleanupWrites(ISqlDatabase database)
{
    // A job may have a thousand documents, a content some MiB.
    private const int BatchRows = 50;
    private const string Scope = "cleanup";

    /// <summary>Removes all of it.</summary>
    /// <param name="jobsBefore">Finished jobs from before this moment go.</param>
    /// <param name="now">The time by which cached values have expired.</param>
    /// <param name="cancellationToken">Ends it after a transaction.</param>
    internal async Task<StoreCleanup> RunAsync(DateTimeOffset jobsBefore, DateTimeOffset now, CancellationToken cancellationToken)
    {
        long jobs = await AllAsync(session => JobRows.DropFinished(session, jobsBefore, BatchRows), cancellationToken);
        long cached = await AllAsync(session => CacheRows.DropExpired(session, now, BatchRows), cancellationToken);
        long contents = await AllAsync(session => ContentRows.DropUnused(session, BatchRows), cancellationToken);
        return new StoreCleanup(jobs, cached, contents);
    }

    private async Task<long> AllAsync(Func<SqlSession, int> drop, CancellationToken cancellationToken)
    {
        long removed = 0;
        int batch;
        do
        {
            batch = await database.FreeAsync(Scope, drop, cancellationToken);
            removed += batch;
        } while (batch == BatchRows);
        return removed;
    }
}

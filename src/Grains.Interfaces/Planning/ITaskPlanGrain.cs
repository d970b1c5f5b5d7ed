using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>
/// What is known of the plans of one class of queries to one collection, and the last of these queries. Durable. Key:
/// <c>tenant/collection/queryClass</c>.
/// </summary>
[Alias("RagCluster.ITaskPlanGrain")]
public interface ITaskPlanGrain : IGrainWithStringKey
{
    /// <summary>Chooses a plan.</summary>
    /// <param name="constraints">What it has to fit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AlwaysInterleave]
    [Alias("Choose")]
    Task<PlanChoice> ChooseAsync(PlanConstraints constraints, CancellationToken cancellationToken);

    /// <summary>Adds what a silo learned.</summary>
    /// <param name="report">The addition.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Report")]
    Task ReportAsync(PlanReport report, CancellationToken cancellationToken);

    /// <summary>Records a query; durable when the call ends.</summary>
    /// <param name="record">The query.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether there was room for it: one that is too large is not recorded.</returns>
    [Alias("Record")]
    Task<bool> RecordAsync(QueryRecord record, CancellationToken cancellationToken);

    /// <summary>A recorded query; null when there is none (any more).</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AlwaysInterleave]
    [Alias("FindRecord")]
    Task<QueryRecord?> FindRecordAsync(string id, CancellationToken cancellationToken);

    /// <summary>What is known.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AlwaysInterleave]
    [Alias("Get")]
    Task<PlanStatus> GetAsync(CancellationToken cancellationToken);

    /// <summary>Lets the planner of the class choose again and show its gain anew.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Resume")]
    Task<PlanStatus> ResumeAsync(CancellationToken cancellationToken);

    /// <summary>Forgets everything, because the collection is deleted, and whatever a silo still has to report of it.</summary>
    /// <param name="lineage">The collection's, see <see cref="CollectionVersion.Lineage"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Forget")]
    Task ForgetAsync(long lineage, CancellationToken cancellationToken);
}

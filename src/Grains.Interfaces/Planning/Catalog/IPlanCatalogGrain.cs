namespace RagCluster.Grains.Interfaces.Planning.Catalog;

/// <summary>What is known of a collection's plans, and its recorded queries. Key: <c>tenant/collection</c>.</summary>
[Alias("RagCluster.IPlanCatalogGrain")]
public interface IPlanCatalogGrain : IGrainWithStringKey
{
    /// <summary>What is known of the plans of every query class.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection.</exception>
    [Alias("Get")]
    Task<CollectionPlans> GetAsync(CancellationToken cancellationToken);

    /// <summary>Lets the planner of a query class choose again that was suspended, and show its gain anew.</summary>
    /// <param name="queryClass">The class.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection or class.</exception>
    [Alias("Resume")]
    Task<PlanStatus> ResumeAsync(string queryClass, CancellationToken cancellationToken);

    /// <summary>Repeats a recorded query with the plan that it had then.</summary>
    /// <param name="record">The record's id, as an explanation names it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such record (any more), or no such collection. Unavailable: a shard does
    /// not answer.</exception>
    [ResponseTimeout("00:05:00")]
    [Alias("Replay")]
    Task<ReplayResponse> ReplayAsync(string record, CancellationToken cancellationToken);

    /// <summary>Forgets everything of a deleted collection, the recorded queries too.</summary>
    /// <param name="lineage">When that collection was created, in UTC ticks: a later one of its name is left alone.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Forget")]
    Task ForgetAsync(long lineage, CancellationToken cancellationToken);
}

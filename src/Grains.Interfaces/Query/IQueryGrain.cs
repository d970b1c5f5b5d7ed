using RagCluster.Grains.Interfaces.Planning;

namespace RagCluster.Grains.Interfaces.Query;

/// <summary>One query's way from text to passages or to a cited answer. Runs on the silo that got the request. Key: <c>tenant/collection</c>.</summary>
[Alias("RagCluster.IQueryGrain")]
public interface IQueryGrain : IGrainWithStringKey
{
    /// <summary>Finds the passages for a query.</summary>
    /// <param name="request">The query.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection. Unavailable: a shard does not answer.</exception>
    [Alias("Search")]
    Task<SearchResponse> SearchAsync(SearchRequest request, CancellationToken cancellationToken);

    /// <summary>Answers a question from the passages found for it.</summary>
    /// <param name="request">The question.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection. Unavailable: a shard does not answer.</exception>
    [ResponseTimeout("00:05:00")]
    [Alias("Ask")]
    Task<AskResponse> AskAsync(SearchRequest request, CancellationToken cancellationToken);

    /// <summary>Repeats a recorded query with the plan that it had then.</summary>
    /// <param name="record">The record's id, as an explanation names it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such record (any more), or no such collection. Unavailable: a shard does not answer.</exception>
    [ResponseTimeout("00:05:00")]
    [Alias("Replay")]
    Task<ReplayResponse> ReplayAsync(string record, CancellationToken cancellationToken);

    /// <summary>What is known of the plans of every query class.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection.</exception>
    [Alias("GetPlans")]
    Task<CollectionPlans> GetPlansAsync(CancellationToken cancellationToken);

    /// <summary>Lets the planner of a query class choose again that was suspended, and show its gain anew.</summary>
    /// <param name="queryClass">The class.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection or class.</exception>
    [Alias("ResumePlanner")]
    Task<PlanStatus> ResumePlannerAsync(string queryClass, CancellationToken cancellationToken);
}

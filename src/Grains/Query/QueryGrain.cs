using Orleans.Concurrency;
using RagCluster.Grains.Experiments;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Query;

/// <summary>One query's control flow on the silo that got it: its arm of an experiment, look in the caches, retrieve, then answer. Stateless, so that as many run at once as there are queries.</summary>
[StatelessWorker]
[Reentrant]
internal sealed class QueryGrain(ExperimentedQueries queries) : Grain, IQueryGrain
{
    /// <inheritdoc/>
    public Task<SearchResponse> SearchAsync(SearchRequest request, CancellationToken cancellationToken) =>
        queries.SearchAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<AskResponse> AskAsync(SearchRequest request, CancellationToken cancellationToken) =>
        queries.AskAsync(request, cancellationToken);
}

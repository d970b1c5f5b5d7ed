using Orleans.Concurrency;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Experiments;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Planning;

namespace RagCluster.Grains.Query;

/// <summary>One query's control flow on the silo that got it: its arm of an experiment, a plan, look in the caches, retrieve, then answer. Stateless, so that as many run at once as there are queries.</summary>
[StatelessWorker]
[Reentrant]
internal sealed class QueryGrain(ExperimentedQueries queries, Replays replays, PlanCatalog plans) : Grain, IQueryGrain
{
    private CollectionId Collection => CollectionId.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public Task<SearchResponse> SearchAsync(SearchRequest request, CancellationToken cancellationToken) =>
        queries.SearchAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<AskResponse> AskAsync(SearchRequest request, CancellationToken cancellationToken) =>
        queries.AskAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<ReplayResponse> ReplayAsync(string record, CancellationToken cancellationToken) =>
        replays.RepeatAsync(Collection, record, cancellationToken);

    /// <inheritdoc/>
    public Task<CollectionPlans> GetPlansAsync(CancellationToken cancellationToken) => plans.ReadAsync(Collection, cancellationToken);

    /// <inheritdoc/>
    public Task<PlanStatus> ResumePlannerAsync(string queryClass, CancellationToken cancellationToken) =>
        plans.ResumeAsync(Collection, queryClass, cancellationToken);
}

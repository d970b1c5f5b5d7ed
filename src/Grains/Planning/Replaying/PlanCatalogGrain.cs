using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Planning.Catalog;
using RagCluster.Grains.Planning.Evidence;
using RagCluster.Grains.Shards;

namespace RagCluster.Grains.Planning.Replaying;

/// <summary>
/// Reads and forgets what is known of a collection's plans, class by class, and repeats recorded queries. Stateless: the classes know.
/// </summary>
[StatelessWorker]
[Reentrant]
internal sealed class PlanCatalogGrain(ShardMaps maps, Replays replays, IOptions<PlannerOptions> options) : Grain, IPlanCatalogGrain
{
    private CollectionId Collection => CollectionId.Parse(this.GetPrimaryKeyString());

    private IEnumerable<ITaskPlanGrain> Classes => QueryClassNames.All.Select(Class);

    /// <inheritdoc/>
    public async Task<CollectionPlans> GetAsync(CancellationToken cancellationToken)
    {
        await maps.GetAsync(Collection, cancellationToken);
        return new CollectionPlans(options.Value.IsOn, await Task.WhenAll(Classes.Select(plans => plans.GetAsync(cancellationToken))));
    }

    /// <inheritdoc/>
    public async Task<PlanStatus> ResumeAsync(string queryClass, CancellationToken cancellationToken)
    {
        await maps.GetAsync(Collection, cancellationToken);
        if (!QueryClassNames.All.Contains(queryClass))
            throw RagException.NotFound("query class", queryClass);
        return await Class(queryClass).ResumeAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ReplayResponse> ReplayAsync(string record, CancellationToken cancellationToken) =>
        replays.RepeatAsync(Collection, record, cancellationToken);

    /// <inheritdoc/>
    public Task ForgetAsync(long lineage, CancellationToken cancellationToken) =>
        Task.WhenAll(Classes.Select(plans => plans.ForgetAsync(lineage, cancellationToken)));

    private ITaskPlanGrain Class(string name) => GrainFactory.GetGrain<ITaskPlanGrain>(Keys.TaskPlan(Collection, name));
}

using Microsoft.Extensions.Options;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Shards;

namespace RagCluster.Grains.Planning;

/// <summary>Reads and forgets what is known of a collection's plans, class by class.</summary>
internal sealed class PlanCatalog(IGrainFactory grains, ShardMaps maps, IOptions<PlannerOptions> options)
{
    /// <summary>What is known.</summary>
    /// <exception cref="RagException">NotFound: no such collection.</exception>
    internal async Task<CollectionPlans> ReadAsync(CollectionId collection, CancellationToken cancellationToken)
    {
        await maps.GetAsync(collection, cancellationToken);
        return new CollectionPlans(
            options.Value.IsOn,
            await Task.WhenAll(Of(collection).Select(plans => plans.GetAsync(cancellationToken)))
        );
    }

    /// <summary>Lets the planner of a class choose again.</summary>
    /// <exception cref="RagException">NotFound: no such collection or class.</exception>
    internal async Task<PlanStatus> ResumeAsync(CollectionId collection, string queryClass, CancellationToken cancellationToken)
    {
        await maps.GetAsync(collection, cancellationToken);
        if (!QueryClassNames.All.Contains(queryClass))
            throw RagException.NotFound("query class", queryClass);
        return await grains.GetGrain<ITaskPlanGrain>(Keys.TaskPlan(collection, queryClass)).ResumeAsync(cancellationToken);
    }

    /// <summary>Forgets everything of a deleted collection, the recorded queries too.</summary>
    internal Task ForgetAsync(CollectionState deleted, CancellationToken cancellationToken) =>
        Task.WhenAll(Of(deleted.Id).Select(plans => plans.ForgetAsync(deleted.CreatedAt.UtcTicks, cancellationToken)));

    private IEnumerable<ITaskPlanGrain> Of(CollectionId collection) =>
        QueryClassNames.All.Select(name => grains.GetGrain<ITaskPlanGrain>(Keys.TaskPlan(collection, name)));
}

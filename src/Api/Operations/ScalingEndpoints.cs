using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Grains.Interfaces.Topology;

namespace RagCluster.Api.Operations;

/// <summary>
/// What an autoscaler asks: numbers under fixed names, as KEDA's <c>metrics-api</c> scaler reads them with its <c>valueLocation</c>.
/// </summary>
internal static class ScalingEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/cluster/scaling", GetAsync)
            .WithTags("Operations")
            .WithSummary("How many silos the load asks for, as wanted_silos, and why")
            .Produces<ScalingResponse>()
            .NeedsOperator(Permission.MetricsRead);
        api.MapGet("/jobs/stats", GetJobsAsync)
            .WithTags("Jobs")
            .WithSummary("Documents that wait for indexing, as queue.depth")
            .Produces<JobStatsResponse>()
            .NeedsOperator(Permission.MetricsRead);
    }

    private static async Task<IResult> GetAsync(IGrainFactory grains, CancellationToken cancellationToken) =>
        Results.Ok(ScalingResponse.From(await grains.GetGrain<IScalingGrain>(IScalingGrain.Key).GetAsync(cancellationToken)));

    private static async Task<IResult> GetJobsAsync(IGrainFactory grains, CancellationToken cancellationToken) =>
        Results.Ok(
            new JobStatsResponse(
                new QueueResponse(await grains.GetGrain<IScalingGrain>(IScalingGrain.Key).GetQueueDepthAsync(cancellationToken))
            )
        );
}

using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Json;
using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary><c>/api/v1/cluster</c>: silos, grains and calls, for the cluster page and for scripts.</summary>
internal static class ClusterEndpoints
{
    private const int ActivationsDefault = 100;
    private const int ActivationsMax = 1000;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/cluster").WithTags("Operations").NeedsOperator(Permission.SystemAdmin);
        group.MapGet("/", GetAsync).WithSummary("Silos and grain types with their load").Produces<ClusterResponse>();
        group
            .MapGet("/events", Events)
            .WithSummary("The same every two seconds, as server-sent events")
            .Produces<ClusterResponse>(contentType: "text/event-stream");
        group
            .MapGet("/grains/{type}", GetTypeAsync)
            .WithSummary("One grain type: methods, and where its activations run")
            .Produces<GrainTypeResponse>();
        group
            .MapPost("/check", StartCheckAsync)
            .WithSummary("Read everything that is stored and say what is damaged; with repair=true mend what can be mended")
            .Produces<StoreCheckResponse>(StatusCodes.Status202Accepted);
        group.MapGet("/check", GetCheckAsync).WithSummary("The check that runs, or the last one").Produces<StoreCheckResponse>();
    }

    private static async Task<IResult> StartCheckAsync(IGrainFactory grains, bool repair = false) =>
        Results.Accepted(
            "/api/v1/cluster/check",
            StoreCheckResponse.From(await grains.GetGrain<IStoreCheckGrain>(IStoreCheckGrain.Key).StartAsync(repair))
        );

    private static async Task<IResult> GetCheckAsync(IGrainFactory grains) =>
        Results.Ok(StoreCheckResponse.From(await grains.GetGrain<IStoreCheckGrain>(IStoreCheckGrain.Key).GetAsync()));

    private static async Task<IResult> GetAsync(IGrainFactory grains, CancellationToken cancellationToken) =>
        Results.Ok(ClusterResponse.From(await Grain(grains).GetAsync(cancellationToken)));

    private static IResult Events(IGrainFactory grains, NodeState state, TimeProvider time, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(WatchAsync(Grain(grains), state, time, cancellationToken));

    private static async Task<IResult> GetTypeAsync(
        string type,
        IGrainFactory grains,
        CancellationToken cancellationToken,
        int limit = ActivationsDefault
    )
    {
        GrainTypeDetail detail = await Grain(grains).GetGrainTypeAsync(type, Math.Clamp(limit, 0, ActivationsMax), cancellationToken);
        return Results.Ok(GrainTypeResponse.From(detail));
    }

    // Ends when the node drains: the page then connects anew, to a node that stays.
    private static async IAsyncEnumerable<SseItem<string>> WatchAsync(
        IClusterGrain grain,
        NodeState state,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using PeriodicTimer timer = new(Period, time);
        do
        {
            yield return await ReadEventAsync(grain, cancellationToken);
        } while (await timer.WaitForNextTickAsync(cancellationToken) && state.Phase == NodePhase.Active);
    }

    // A look that fails is told inside the stream: the next one may succeed.
    private static async Task<SseItem<string>> ReadEventAsync(IClusterGrain grain, CancellationToken cancellationToken)
    {
        try
        {
            ClusterSnapshot snapshot = await grain.GetAsync(cancellationToken);
            return new SseItem<string>(JsonSerializer.Serialize(ClusterResponse.From(snapshot), ApiJson.Native), "cluster")
            {
                EventId = snapshot.At.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
                ReconnectionInterval = Period,
            };
        }
        catch (Exception error) when (error is TimeoutException or OrleansException && !cancellationToken.IsCancellationRequested)
        {
            ProblemDetails problem = Problems.From(error);
            return new SseItem<string>(JsonSerializer.Serialize(problem, ApiJson.Problem), "problem");
        }
    }

    private static IClusterGrain Grain(IGrainFactory grains) => grains.GetGrain<IClusterGrain>(0);
}

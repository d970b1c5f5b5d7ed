using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary><c>/api/v1/restores</c>: collections of backups, restored into the running cluster under new names.</summary>
internal static class RestoreEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/restores").WithTags("Operations").NeedsOperator(Permission.SystemAdmin);
        group
            .MapPost("/", StartAsync)
            .WithSummary("Restore a collection of a backup under a name that no collection has, while the cluster serves")
            .Produces<RestoreStateResponse>(StatusCodes.Status202Accepted);
        group
            .MapGet("/state", GetAsync)
            .WithSummary("How far the restore that runs has come, or what became of the last one")
            .Produces<RestoreStateResponse>();
    }

    private static async Task<IResult> StartAsync(IGrainFactory grains, RestoreBody body, CancellationToken cancellationToken)
    {
        RestoreRequest request = new(body.Backup is { Length: > 0 } name ? name : null, body.To, body.Collection, body.As);
        RestoreState state = await Grain(grains).StartAsync(request, cancellationToken);
        return Results.Accepted("/api/v1/restores/state", RestoreStateResponse.From(state));
    }

    private static async Task<IResult> GetAsync(IGrainFactory grains) =>
        Results.Ok(RestoreStateResponse.From(await Grain(grains).GetAsync()));

    private static IRestoreGrain Grain(IGrainFactory grains) => grains.GetGrain<IRestoreGrain>(IRestoreGrain.Key);
}

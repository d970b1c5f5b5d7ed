using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary><c>/api/v1/system</c>: what an operator has the whole installation do.</summary>
internal static class SystemEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGroup("/system")
            .WithTags("Operations")
            .NeedsOperator(Permission.SystemAdmin)
            .MapPost("/cleanup", CleanAsync)
            .WithSummary("Remove finished jobs past their time, cached answers past theirs, and contents that no document has")
            .Produces<CleanupResponse>();

    private static async Task<IResult> CleanAsync(bool? compact, IGrainFactory grains, CancellationToken cancellationToken)
    {
        ICleanupGrain cleanup = grains.GetGrain<ICleanupGrain>(ICleanupGrain.Key);
        CleanupResult removed = await cleanup.CleanAsync(cancellationToken);
        long? freedBytes = compact == true ? await cleanup.CompactAsync(cancellationToken) : null;
        return Results.Ok(CleanupResponse.From(removed, freedBytes));
    }
}

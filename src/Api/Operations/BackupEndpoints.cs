using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary><c>/api/v1/backups</c>: backups of the running cluster.</summary>
internal static class BackupEndpoints
{
    private const string Full = "full";
    private const string Configuration = "configuration";

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/backups").WithTags("Operations").NeedsOperator(Permission.SystemAdmin);
        group.MapGet("/", ListAsync).WithSummary("The backups, the newest first, and how the schedule stands").Produces<BackupsResponse>();
        group
            .MapPost("/", StartAsync)
            .WithSummary("Take a backup while the cluster serves; kind is full or configuration")
            .Produces<BackupStateResponse>(StatusCodes.Status202Accepted);
        group
            .MapGet("/state", GetAsync)
            .WithSummary("Whether a backup is being taken, and what became of the last one")
            .Produces<BackupStateResponse>();
    }

    private static async Task<IResult> ListAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        StoredBackup[] backups = await Grain(grains).ListAsync(cancellationToken);
        return Results.Ok(
            new BackupsResponse([.. backups.Select(BackupResponse.From)], BackupStateResponse.From(await Grain(grains).GetAsync()))
        );
    }

    private static async Task<IResult> StartAsync(IGrainFactory grains, string kind = Full)
    {
        if (kind is not (Full or Configuration))
            throw RagException.Invalid("kind", $"kind is neither {Full} nor {Configuration}.");
        return Results.Accepted("/api/v1/backups/state", BackupStateResponse.From(await Grain(grains).StartAsync(kind == Configuration)));
    }

    private static async Task<IResult> GetAsync(IGrainFactory grains) =>
        Results.Ok(BackupStateResponse.From(await Grain(grains).GetAsync()));

    private static IBackupGrain Grain(IGrainFactory grains) => grains.GetGrain<IBackupGrain>(IBackupGrain.Key);
}

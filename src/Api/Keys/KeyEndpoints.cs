using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Auditing;
using RagCluster.Api.Repeats;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Keys;

/// <summary><c>/api/v1/keys</c> and <c>/api/v1/me</c>.</summary>
internal static class KeyEndpoints
{
    private static readonly TimeSpan OverlapDefault = TimeSpan.FromHours(1);

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/keys").WithTags("Access").Needs(Permission.SystemAdmin);
        group.MapGet("/", ListAsync).WithSummary("List the API keys, without their secrets").Produces<ListResponse<KeyResponse>>();
        group
            .MapPost("/", CreateAsync)
            .WithMetadata(new MadeSecret())
            .WithSummary("Make an API key; its text is shown this once")
            .Produces<KeyResponse>(StatusCodes.Status201Created);
        group
            .MapPost("/{id}/rotate", RotateAsync)
            .WithMetadata(new MadeSecret())
            .WithSummary("Give a key another secret; the former one serves on for an hour")
            .Produces<KeyResponse>();
        group
            .MapDelete("/{id}", RevokeAsync)
            .WithSummary("Revoke a key; within a second no silo takes it any more")
            .Produces(StatusCodes.Status204NoContent);
        api.MapGet("/me", GetCaller)
            .WithTags("Access")
            .WithSummary("Who the caller is and what they may do")
            .Produces<CallerResponse>()
            .Needs(Permission.QueryExecute);
    }

    private static async Task<IResult> ListAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        ApiKey[] keys = await Keys(grains).ListAsync(cancellationToken);
        return Results.Ok(new ListResponse<KeyResponse>([.. keys.Select(key => KeyResponse.From(key))], false, null));
    }

    private static async Task<IResult> CreateAsync(
        KeyRequest body,
        HttpContext context,
        IGrainFactory grains,
        CancellationToken cancellationToken
    )
    {
        NewApiKey key = new(body.Name, body.Role, body.ExpiresAt)
        {
            Groups = body.Groups ?? [],
            Tenant = body.Tenant ?? Caller.Current.Tenant,
            Permissions = body.Permissions,
        };
        CreatedApiKey created = await Keys(grains).CreateAsync(key, cancellationToken);
        AuditNote.SetMade(context, $"key:{created.Key.Id} of {key.Tenant}, {key.Role}");
        return Results.Created($"/api/v1/keys/{created.Key.Id}", KeyResponse.From(created));
    }

    private static async Task<IResult> RotateAsync(string id, IGrainFactory grains, CancellationToken cancellationToken) =>
        Results.Ok(KeyResponse.From(await Keys(grains).RotateAsync(id, OverlapDefault, cancellationToken)));

    private static async Task<IResult> RevokeAsync(string id, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await Keys(grains).RevokeAsync(id, cancellationToken);
        return Results.NoContent();
    }

    private static IResult GetCaller(HttpContext context)
    {
        Principal caller = context.Caller() ?? Principal.Anonymous;
        return Results.Ok(new CallerResponse(caller.Subject, Permissions.NamesOf(caller.Permissions), caller.Tenant, caller.Name));
    }

    private static IApiKeysGrain Keys(IGrainFactory grains) => grains.GetGrain<IApiKeysGrain>(IApiKeysGrain.Key);
}

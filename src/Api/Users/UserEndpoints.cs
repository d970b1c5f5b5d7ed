using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Access.Users;
using RagCluster.Api.Access;
using RagCluster.Api.Auditing;
using RagCluster.Api.Repeats;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Users;

/// <summary><c>/api/v1/users</c>.</summary>
internal static class UserEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/users").WithTags("Access").Needs(Permission.SystemAdmin);
        group.MapGet("/", ListAsync).WithSummary("List the users").Produces<ListResponse<UserResponse>>();
        group
            .MapPost("/", CreateAsync)
            .WithMetadata(new MadeSecret())
            .WithSummary("Make a user; a password that is left out is made and shown this once")
            .Produces<UserResponse>(StatusCodes.Status201Created);
        group
            .MapPatch("/{name}", ChangeAsync)
            .WithSummary("Give a user another role or other groups, within a second on every silo")
            .Produces<UserResponse>();
        group
            .MapPost("/{name}/password", SetPasswordAsync)
            .WithMetadata(new MadeSecret())
            .WithSummary("Give a user another password; the sessions end")
            .Produces<UserResponse>();
        group
            .MapDelete("/{name}", DeleteAsync)
            .WithSummary("Remove a user; within a second no silo takes the sessions any more")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        UserAccount[] users = await Grain(grains).ListAsync(cancellationToken);
        return Results.Ok(new ListResponse<UserResponse>([.. users.Select(user => UserResponse.From(user))]));
    }

    private static async Task<IResult> CreateAsync(
        UserRequest body,
        HttpContext context,
        PasswordSignIn signIn,
        IGrainFactory grains,
        CancellationToken cancellationToken
    )
    {
        string name = UserNames.Fold(body.Name);
        if (!UserNames.IsName(name))
            throw RagException.Invalid("name", $"A user's name is {UserNames.Rule}.");
        string password = body.Password is null ? Passwords.Generate() : PasswordSignIn.Checked(body.Password, "password");
        string hash = await signIn.HashAsync(password, cancellationToken);
        NewUser made = new(Account(name, body.Tenant), body.Role, hash) { Groups = body.Groups ?? [] };
        UserAccount user = await Grain(grains).CreateAsync(made, cancellationToken);
        AuditNote.SetMade(context, $"local:{user.Name} of {user.Tenant}, {user.Role}");
        return Results.Created($"/api/v1/users/{name}", UserResponse.From(user, body.Password is null ? password : null));
    }

    private static async Task<IResult> ChangeAsync(
        string name,
        UserChange body,
        IGrainFactory grains,
        CancellationToken cancellationToken,
        string? tenant = null
    ) => Results.Ok(UserResponse.From(await Grain(grains).ChangeAsync(Account(name, tenant), body.Role, body.Groups, cancellationToken)));

    private static async Task<IResult> SetPasswordAsync(
        string name,
        PasswordRequest body,
        PasswordSignIn signIn,
        IGrainFactory grains,
        CancellationToken cancellationToken,
        string? tenant = null
    )
    {
        string password = body.Password is null ? Passwords.Generate() : PasswordSignIn.Checked(body.Password, "password");
        string hash = await signIn.HashAsync(password, cancellationToken);
        UserAccount account = await Grain(grains).SetPasswordAsync(Account(name, tenant), hash, cancellationToken);
        return Results.Ok(UserResponse.From(account, body.Password is null ? password : null));
    }

    private static async Task<IResult> DeleteAsync(
        string name,
        IGrainFactory grains,
        CancellationToken cancellationToken,
        string? tenant = null
    )
    {
        await Grain(grains).DeleteAsync(Account(name, tenant), cancellationToken);
        return Results.NoContent();
    }

    // A tenant is named by the operator alone; the grain refuses it to others.
    private static string Account(string name, string? tenant) =>
        new AccountName(tenant ?? Caller.Current.Tenant, UserNames.Fold(name)).ToString();

    private static IUsersGrain Grain(IGrainFactory grains) => grains.GetGrain<IUsersGrain>(IUsersGrain.Key);
}

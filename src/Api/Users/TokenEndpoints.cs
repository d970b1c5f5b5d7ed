using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access.Users;
using RagCluster.Api.Access;
using RagCluster.Api.Auditing;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Users;

/// <summary><c>/api/v1/auth</c>: for everybody, since who asks here has no credentials yet.</summary>
internal static class TokenEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/auth").WithTags("Access").NeedsNothing();
        group.MapPost("/token", TokenAsync).WithSummary("Tokens for a user's name and password").Produces<TokenResponse>();
        group
            .MapPost("/password", PasswordAsync)
            .WithSummary("Change your own password: the sessions end, and tokens of a new one are the answer")
            .Produces<TokenResponse>();
        group
            .MapPost("/refresh", RefreshAsync)
            .WithSummary("Other tokens for a refresh token, which is good for one use: a second one ends the session")
            .Produces<TokenResponse>();
        group
            .MapPost("/revoke", RevokeAsync)
            .WithSummary("End a session by its refresh token; within a second no silo takes its access tokens any more")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> TokenAsync(TokenRequest body, HttpContext context, PasswordSignIn signIn, KnownSessions sessions) =>
        await signIn.TryAsync(context, body.Name, body.Password) is { } session
            ? await TokensAsync(session, sessions, context.RequestAborted)
            : await RefusedAsync(context, "The name or the password is wrong.");

    private static async Task<IResult> PasswordAsync(
        PasswordChange body,
        HttpContext context,
        PasswordSignIn signIn,
        KnownSessions sessions
    ) =>
        await signIn.ChangeAsync(context, body.Name, body.Password, body.NewPassword) is { } session
            ? await TokensAsync(session, sessions, context.RequestAborted)
            : await RefusedAsync(context, "The name or the password is wrong.");

    private static async Task<IResult> RefreshAsync(RefreshRequest body, HttpContext context, IGrainFactory grains, KnownSessions sessions)
    {
        StartedSession? session = await grains
            .GetGrain<IUsersGrain>(IUsersGrain.Key)
            .RefreshAsync(body.RefreshToken, context.RequestAborted);
        AuditNote.Set(
            context,
            session is null ? "unknown" : AuditNote.NameOf(session.User),
            session is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK
        );
        return session is null
            ? await RefusedAsync(context, "The refresh token is not good: it was used, revoked or has ended. Sign in again.")
            : await TokensAsync(session, sessions, context.RequestAborted);
    }

    private static async Task<IResult> RevokeAsync(RefreshRequest body, HttpContext context, IGrainFactory grains)
    {
        // Whether there was such a session is nobody's business (RFC 7009 2.2).
        await grains.GetGrain<IUsersGrain>(IUsersGrain.Key).EndSessionAsync(body.RefreshToken, context.RequestAborted);
        AuditNote.Set(context, "unknown", StatusCodes.Status204NoContent);
        return Results.NoContent();
    }

    private static async Task<IResult> TokensAsync(StartedSession session, KnownSessions sessions, CancellationToken cancellationToken)
    {
        string token = await sessions.IssueAsync(session, SessionTokens.AccessLifetime, cancellationToken);
        return Results.Ok(new TokenResponse(token, "Bearer", (int)SessionTokens.AccessLifetime.TotalSeconds, session.RefreshToken));
    }

    private static async Task<IResult> RefusedAsync(HttpContext context, string reason)
    {
        await Problems.WriteAsync(
            context,
            Problems.With(StatusCodes.Status401Unauthorized, "unauthorized", reason),
            context.RequestAborted
        );
        return Results.Empty;
    }
}

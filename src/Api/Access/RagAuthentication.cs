using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using RagCluster.Access;
using RagCluster.Api.Admission;

namespace RagCluster.Api.Access;

/// <summary>
/// Finds out who makes a request, by <c>Authorization: Bearer</c>, <c>x-api-key</c> or <c>api-key</c>, or by the cookie of a browser that
/// has signed in. On an open server everybody may do everything, whatever they send: clients of OpenAI's API always send a key.
/// </summary>
internal sealed class RagAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    AccessControl access
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    internal const string SchemeName = "RagCluster";

    private const string Bearer = "Bearer ";
    private static readonly string[] KeyHeaders = ["x-api-key", "api-key"];
    private static readonly AuthenticateResult Open = AuthenticateResult.Success(Ticket(Principal.Anonymous));

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!access.IsRequired)
        {
            Context.SetCaller(Principal.Anonymous);
            return Open;
        }

        if (Credentials() is not { Length: > 0 } credentials)
            return AuthenticateResult.NoResult();
        if (await access.FindAsync(credentials, Context.RequestAborted) is not { } principal)
            return AuthenticateResult.Fail("The credentials are nobody's.");
        Context.SetCaller(principal);
        return AuthenticateResult.Success(Ticket(principal));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (SignIn.IsForPeople(Request))
        {
            Response.Redirect(SignIn.Path(Request));
            return Task.CompletedTask;
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        string reason = Credentials() is { Length: > 0 }
            ? "These credentials are not known: they are mistyped, revoked or have ended."
            : "This server asks for credentials: send an API key or a token as 'Authorization: Bearer …'.";
        return Problems.WriteAsync(
            Context,
            Problems.With(StatusCodes.Status401Unauthorized, "unauthorized", reason),
            Context.RequestAborted
        );
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        NeededPermission needed = Context.GetEndpoint()?.Metadata.GetMetadata<NeededPermission>() ?? new NeededPermission(Permission.None);
        string name = string.Join(", ", Permissions.NamesOf(needed.Permission));
        string reason =
            needed.OfOperator && Context.Caller()?.Tenant != Principal.DefaultTenant
                ? $"This is about the whole cluster: it needs the permission {name} in the tenant '{Principal.DefaultTenant}'."
                : $"This needs the permission {name}, which these credentials lack.";
        return Problems.WriteAsync(Context, Problems.With(StatusCodes.Status403Forbidden, "forbidden", reason), Context.RequestAborted);
    }

    private string? Credentials()
    {
        string authorization = Request.Headers[HeaderNames.Authorization].ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return authorization[Bearer.Length..].Trim();
        foreach (string header in KeyHeaders)
        {
            if (Request.Headers[header].ToString() is { Length: > 0 } key)
                return key;
        }

        // Pages of other origins that may ask (CORS) show credentials of their own.
        return PageOrigin.IsForeign(Request) ? null : Request.Cookies[SignIn.Cookie];
    }

    private static AuthenticationTicket Ticket(Principal principal) =>
        new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, principal.Subject)], SchemeName)), SchemeName);
}

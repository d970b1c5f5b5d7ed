using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Auditing;
using RagCluster.Api.Binding;
using RagCluster.Api.Users;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Web;

/// <summary>
/// Lets people sign in by their key, or by a name and a password. The browser keeps the key, or a token of the session, in a cookie that no
/// script reads and that no other site's request carries, so that links, downloads and streams work on the pages as they do without access
/// control.
/// </summary>
internal static class SignInPages
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(12);
    private static readonly WebAsset Asset = new("web/signin.html");

    /// <summary>Maps the page, what its form sends, and the way out.</summary>
    internal static void Map(IEndpointRouteBuilder routes)
    {
        WebPages.MapAsset(routes, SignIn.Page, Asset).NeedsNothing();
        routes.MapPost(SignIn.Page, SignInAsync).DisableAntiforgery().ExcludeFromDescription().NeedsNothing();
        routes.MapPost("/signout", SignOutAsync).DisableAntiforgery().ExcludeFromDescription().NeedsNothing();
    }

    private static async Task<IResult> SignInAsync(
        HttpContext context,
        AccessControl access,
        PasswordSignIn passwords,
        KnownSessions sessions,
        CancellationToken cancellationToken
    )
    {
        // Another site's form must not sign a person in as somebody else; the gate has looked at where the request comes from.
        IFormCollection form = await FormBody.ReadAsync(context.Request, cancellationToken);
        string next = Within(form["next"].ToString());
        (string name, string key) = (form["name"].ToString(), form["key"].ToString().Trim());
        string? credentials = null;
        if (string.IsNullOrWhiteSpace(name))
        {
            Principal? person = await access.FindAsync(key, cancellationToken);
            AuditNote.Set(context, AuditNote.NameOf(person), person is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK);
            credentials = person is null ? null : key;
        }
        else if (await SessionAsync(context, passwords, form) is { } session)
        {
            credentials = await sessions.IssueAsync(session, Lasts, cancellationToken);
        }

        if (credentials is null)
            return Results.LocalRedirect($"{SignIn.Page}?wrong&next={Uri.EscapeDataString(next)}");
        context.Response.Cookies.Append(SignIn.Cookie, credentials, Options(context, Lasts));
        return Results.LocalRedirect(next);
    }

    private static Task<StartedSession?> SessionAsync(HttpContext context, PasswordSignIn passwords, IFormCollection form) =>
        form["new_password"].ToString() is { Length: > 0 } next
            ? passwords.ChangeAsync(context, form["name"].ToString(), form["key"].ToString(), next)
            : passwords.TryAsync(context, form["name"].ToString(), form["key"].ToString());

    private static async Task<IResult> SignOutAsync(HttpContext context, KnownSessions sessions, CancellationToken cancellationToken)
    {
        // A person's session ends for whoever has a copy of the cookie, too; a key goes on: its owner rotates or revokes it.
        if (context.Request.Cookies[SignIn.Cookie] is { } credentials && credentials.AsSpan().Count('.') == 2)
            await sessions.EndAsync(credentials, cancellationToken);
        context.Response.Cookies.Delete(SignIn.Cookie, Options(context, null));
        return Results.LocalRedirect(SignIn.Page);
    }

    private static CookieOptions Options(HttpContext context, TimeSpan? lasts) =>
        new()
        {
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            SameSite = SameSiteMode.Strict,
            MaxAge = lasts,
            IsEssential = true,
        };

    // A path of this server: anything else would send people who have just signed in elsewhere.
    private static string Within(string next) =>
        next is ['/', ..] and not ['/', '/' or '\\', ..] && !next.AsSpan().ContainsAnyInRange('\0', ' ') ? next : "/";
}

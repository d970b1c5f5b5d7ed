using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace RagCluster.Api.Admission;

/// <summary>Where a browser says that a request comes from (RFC 6454, 7).</summary>
internal static class PageOrigin
{
    /// <summary>The cookie that holds the credentials of who is signed in on a page.</summary>
    internal const string Cookie = "rag-key";

    /// <summary>The header that says it.</summary>
    internal const string Header = "Origin";

    /// <summary>Whether a request comes from a page of another origin.</summary>
    internal static bool IsForeign(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out StringValues origin) && !(origin.Count == 1 && IsOwn(origin[0], request.Host));

    /// <summary>Whether an origin is this server's.</summary>
    /// <param name="origin">The origin.</param>
    /// <param name="host">The host that the request is sent to.</param>
    // The scheme is left out: a proxy that ends TLS keeps the host and not the scheme.
    internal static bool IsOwn(string? origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
        && uri.Scheme is "http" or "https"
        && uri.Authority.Equals(
            host.Value is { } own && Uri.TryCreate($"{uri.Scheme}://{own}", UriKind.Absolute, out Uri? asked) ? asked.Authority : null,
            StringComparison.OrdinalIgnoreCase
        );
}

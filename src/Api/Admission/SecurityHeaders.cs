using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace RagCluster.Api.Admission;

/// <summary>
/// Headers that every response has, whoever writes it: what is sent is of the type that it says, is no page, is framed and embedded by
/// nobody, and is kept in no cache. A response that sets one of them itself keeps its own, and a page may load what the
/// <see cref="ContentSecurityPolicy"/> of its endpoint allows.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>The headers with their values.</summary>
    internal static readonly KeyValuePair<string, string>[] All =
    [
        new(HeaderNames.XContentTypeOptions, "nosniff"),
        new(HeaderNames.ContentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'"),
        new(HeaderNames.XFrameOptions, "DENY"),
        new("Referrer-Policy", "no-referrer"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
        // Documents, questions and answers are private, and what is not changes by the second.
        new(HeaderNames.CacheControl, "no-store"),
    ];

    // A year: browsers ask by https alone from then on. Of the loopback names every program of the machine would be concerned.
    private const string Hsts = "max-age=31536000";

    /// <summary>Adds the headers when the response starts, since an error handler clears what was set before.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(
            static state =>
            {
                HttpContext answered = (HttpContext)state;
                IHeaderDictionary headers = answered.Response.Headers;
                if (answered.GetEndpoint()?.Metadata.GetMetadata<ContentSecurityPolicy>() is { } page)
                    headers.TryAdd(HeaderNames.ContentSecurityPolicy, page.Value);
                if (answered.Request is { IsHttps: true, Host.Host: not ("localhost" or "127.0.0.1" or "[::1]") })
                    headers.TryAdd(HeaderNames.StrictTransportSecurity, Hsts);
                foreach ((string name, string value) in All)
                    headers.TryAdd(name, value);
                return Task.CompletedTask;
            },
            context
        );
        return next(context);
    }
}

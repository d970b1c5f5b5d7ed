using Microsoft.AspNetCore.Http;

namespace RagCluster.Api.Admission;

/// <summary>
/// Answers HEAD as GET (RFC 9110, section 9.3.2): endpoints know GET alone, and the server sends no body to a request that came as HEAD.
/// Streams of events are left out, since nobody would hear their end.
/// </summary>
internal static class HeadRequests
{
    /// <summary>Makes a GET of a HEAD.</summary>
    internal static Task AsGetAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method) && !context.Request.Path.Value!.EndsWith("/events", StringComparison.Ordinal))
            context.Request.Method = HttpMethods.Get;
        return next(context);
    }
}

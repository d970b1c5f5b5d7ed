using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace RagCluster.Api.Admission;

/// <summary>
/// Finds requests that no endpoint may see, before one is chosen: by their target, their host and their origin. What is wrong is left as a
/// feature for who counts and answers them.
/// </summary>
internal sealed class RequestGate(RequestDelegate next, KnownHosts hosts, KnownOrigins origins)
{
    // A balancer probes by whatever name it has; the answer is one word.
    private static readonly PathString[] Probes = ["/livez", "/readyz", "/alive", "/ready"];

    /// <summary>Looks at a request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (Check(context) is { } fault)
            context.Features.Set(fault);
        return next(context);
    }

    private RequestFault? Check(HttpContext context) =>
        RequestTarget.Check(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, context.Request.Path.Value ?? "")
        ?? (Array.IndexOf(Probes, context.Request.Path) >= 0 ? null : hosts.Check(context))
        ?? RequestOrigin.Check(context.Request, origins);
}

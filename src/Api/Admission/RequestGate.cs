using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace RagCluster.Api.Admission;

/// <summary>Turns requests away that no endpoint may see, before one is chosen: by their target, their host and their origin.</summary>
internal sealed class RequestGate(RequestDelegate next, KnownHosts hosts, KnownOrigins origins)
{
    // A balancer probes by whatever name it has; the answer is one word.
    private static readonly PathString[] Probes = ["/livez", "/readyz", "/alive", "/ready"];

    /// <summary>Lets a request through or answers it.</summary>
    public Task InvokeAsync(HttpContext context) =>
        Check(context) is { } fault ? Problems.WriteAsync(context, fault.ToProblem(), context.RequestAborted) : next(context);

    private RequestFault? Check(HttpContext context) =>
        RequestTarget.Check(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget)
        ?? (Array.IndexOf(Probes, context.Request.Path) >= 0 ? null : hosts.Check(context))
        ?? RequestOrigin.Check(context.Request, origins);
}

using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace RagCluster.Api.Operations;

/// <summary>Turns requests away that need grains before the silo has joined, and sends clients elsewhere while the node drains.</summary>
internal sealed class NodeGate(RequestDelegate next, NodeState state)
{
    private const string RetryAfterSeconds = "1";

    /// <summary>Lets a request through or answers it.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        NodePhase phase = state.Phase;
        if (phase == NodePhase.Joining && NeedsGrains(context.Request.Path))
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            return Problems.WriteAsync(
                context,
                Problems.With(503, "joining", "This node has not joined its cluster yet; try again in a second."),
                context.RequestAborted
            );
        }

        // The answer is still given; the client's next request opens a connection, which a balancer leads to another node.
        if (phase == NodePhase.Draining && HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.Headers[HeaderNames.Connection] = "close";
        return next(context);
    }

    private static bool NeedsGrains(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/v1") || path.StartsWithSegments("/mcp");
}

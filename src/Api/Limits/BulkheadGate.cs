using System.Net.Mime;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;

namespace RagCluster.Api.Limits;

/// <summary>Gives each request a place among those of its class. What needs no permission (probes, scripts) needs no place.</summary>
internal sealed class BulkheadGate(RequestDelegate next, Bulkheads bulkheads)
{
    /// <summary>Lets a request through once there is a place for it.</summary>
    /// <exception cref="Corpus.Errors.RagException">Overloaded: there was none.</exception>
    public async Task InvokeAsync(HttpContext context)
    {
        if (ClassOf(context) is not { } requests || context.GetEndpoint()?.Metadata.GetMetadata<OwnPlaces>() is not null)
        {
            await next(context);
            return;
        }

        using RateLimitLease place = await bulkheads.TakeAsync(requests, context.RequestAborted);
        await next(context);
    }

    /// <summary>The class of an endpoint, by what it needs.</summary>
    internal static RequestClass? ClassOf(EndpointMetadataCollection metadata, bool isGet)
    {
        if (metadata.GetMetadata<NeededPermission>()?.Permission is not { } needed)
            return null;
        if (
            isGet
            && metadata.OfType<IProducesResponseTypeMetadata>().Any(made => made.ContentTypes.Contains(MediaTypeNames.Text.EventStream))
        )
            return RequestClass.Watch;
        return ClassOf(needed);
    }

    /// <summary>The class of what needs a permission.</summary>
    internal static RequestClass ClassOf(Permission needed) =>
        needed switch
        {
            Permission.DocumentsRead or Permission.QueryExecute => RequestClass.Query,
            Permission.GenerateExecute => RequestClass.Generate,
            Permission.DocumentsWrite or Permission.DocumentsDelete => RequestClass.Write,
            _ => RequestClass.Admin,
        };

    /// <summary>The class of a request; null for what needs no permission.</summary>
    internal static RequestClass? ClassOf(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint endpoint ? ClassOf(endpoint.Metadata, HttpMethods.IsGet(context.Request.Method)) : null;
}

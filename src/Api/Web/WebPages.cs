using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Admission;

namespace RagCluster.Api.Web;

/// <summary>
/// The pages at <c>/</c>, <c>/cluster</c> and <c>/plans</c>, the documentation at <c>/docs</c> and their parts, from this assembly: nothing
/// is loaded from elsewhere.
/// </summary>
internal static class WebPages
{
    private const string Prefix = "web/";
    private static readonly ContentSecurityPolicy Policy = new(
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );

    /// <summary>Maps each embedded asset under its own path, <c>index.html</c> at <c>/</c> and each other page under its name.</summary>
    internal static void Map(IEndpointRouteBuilder routes)
    {
        IEnumerable<string> resources = typeof(WebPages)
            .Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal));
        foreach (string resource in resources)
        {
            // A resource's name keeps the separator of the machine that built it.
            string file = resource[Prefix.Length..].Replace('\\', '/');
            WebAsset asset = new(resource);
            // The sign-in page stands at a path of its own, with what it sends.
            if (file == "signin.html")
                continue;
            RouteHandlerBuilder route = MapAsset(routes, Route(file), asset);
            _ = Needed(file) is { } needed ? route.WithMetadata(needed) : route.NeedsNothing();
        }
    }

    private static string Route(string file) =>
        file switch
        {
            "index.html" => "/",
            "cluster.html" => "/cluster",
            "plans.html" => "/plans",
            "docs.html" => "/docs",
            _ => $"/assets/{file}",
        };

    // Scripts and styles tell nothing that the project does not publish.
    private static NeededPermission? Needed(string file) =>
        file switch
        {
            "index.html" => new NeededPermission(Permission.QueryExecute),
            "cluster.html" => new NeededPermission(Permission.SystemAdmin, OfOperator: true),
            "plans.html" or "docs.html" => new NeededPermission(Permission.SystemAdmin),
            _ => null,
        };

    /// <summary>Maps a page or a part of one.</summary>
    internal static RouteHandlerBuilder MapAsset(IEndpointRouteBuilder routes, string path, WebAsset asset) =>
        routes.MapGet(path, (HttpContext context) => asset.Serve(context)).WithMetadata(Policy).ExcludeFromDescription();
}

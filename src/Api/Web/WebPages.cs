using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace RagCluster.Api.Web;

/// <summary>The page at <c>/</c> and its parts, from this assembly: nothing is loaded from elsewhere.</summary>
internal static class WebPages
{
    private const string Prefix = "web/";

    private static readonly FrozenDictionary<string, string> MediaTypes = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    /// <summary>Maps each embedded asset under its own path, <c>index.html</c> at <c>/</c> and <c>docs.html</c> at <c>/docs</c>.</summary>
    internal static void Map(IEndpointRouteBuilder routes)
    {
        Assembly assembly = typeof(WebPages).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            string file = resource[Prefix.Length..];
            string path = file switch
            {
                "index.html" => "/",
                "docs.html" => "/docs",
                _ => $"/assets/{file}",
            };
            byte[] content = Read(assembly, resource);
            routes.MapGet(path, (HttpContext context) => Serve(context, file, content)).ExcludeFromDescription();
        }
    }

    private static IResult Serve(HttpContext context, string file, byte[] content)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
        return Results.Bytes(content, MediaTypes[Path.GetExtension(file)]);
    }

    private static byte[] Read(Assembly assembly, string resource)
    {
        using Stream stream = assembly.GetManifestResourceStream(resource)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}

using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RagCluster.Api.Access;
using RagCluster.Api.Json;

namespace RagCluster.Api.Operations;

/// <summary>
/// Liveness (the process answers), readiness (it takes traffic) and health (every check), under the names that orchestrators use.
/// The answer names the checks that are not well; with <c>?verbose</c> all of them.
/// </summary>
internal static class HealthEndpoints
{
    /// <summary>The tag of checks that decide about readiness.</summary>
    internal const string ReadyTag = "ready";

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (string path in (string[])["/livez", "/alive"])
        {
            Map(routes, path, _ => false);
        }

        foreach (string path in (string[])["/readyz", "/ready"])
        {
            Map(routes, path, check => check.Tags.Contains(ReadyTag));
        }

        foreach (string path in (string[])["/healthz", "/health"])
        {
            Map(routes, path, _ => true);
        }
    }

    // The framework's own mapping answers whatever method comes.
    private static void Map(IEndpointRouteBuilder routes, string path, Func<HealthCheckRegistration, bool> predicate) =>
        routes
            .MapHealthChecks(path, new HealthCheckOptions { Predicate = predicate, ResponseWriter = WriteAsync })
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]))
            .NeedsNothing();

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        bool verbose = context.Request.Query.ContainsKey("verbose");
        KeyValuePair<string, HealthReportEntry>[] shown = [.. report.Entries.Where(e => verbose || e.Value.Status != HealthStatus.Healthy)];
        object body = new
        {
            status = Name(report.Status),
            version = Versions.Product,
            engine = Versions.Engine,
            checks = !verbose && shown.Length == 0
                ? null
                : shown.ToDictionary(
                    e => e.Key,
                    e => new
                    {
                        status = Name(e.Value.Status),
                        duration_ms = Math.Round(e.Value.Duration.TotalMilliseconds, 2),
                        detail = e.Value.Description,
                    }
                ),
        };
        return context.Response.WriteAsync(JsonSerializer.Serialize(body, ApiJson.Problem), context.RequestAborted);
    }

    private static string Name(HealthStatus status) =>
        status switch
        {
            HealthStatus.Healthy => "ok",
            HealthStatus.Degraded => "degraded",
            _ => "unhealthy",
        };
}

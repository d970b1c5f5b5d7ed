using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Operations.Metrics;

namespace RagCluster.Api.Operations;

/// <summary><c>/metrics</c> for Prometheus.</summary>
internal static class MetricsEndpoints
{
    /// <summary>Maps the endpoint.</summary>
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", ReadAsync).ExcludeFromDescription().NeedsOperator(Permission.MetricsRead);

    private static async Task<IResult> ReadAsync(MetricCollector metrics, CancellationToken cancellationToken) =>
        Results.Text(await metrics.ReadAsync(cancellationToken), PrometheusText.MediaType);
}

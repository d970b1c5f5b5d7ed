using System.Diagnostics;
using OpenTelemetry;

namespace RagCluster.Silo.Tracing;

/// <summary>Drops the spans of probes, scrapes and event streams, which would bury the others.</summary>
internal sealed class QuietRequests : BaseProcessor<Activity>
{
    private static readonly string[] Quiet =
    [
        "/metrics",
        "/livez",
        "/readyz",
        "/healthz",
        "/alive",
        "/ready",
        "/health",
        "/api/v1/cluster",
    ];

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        if (
            data.Source.Name == "Microsoft.AspNetCore"
            && data.GetTagItem("url.path") is string path
            && Quiet.Any(q => path.StartsWith(q, StringComparison.Ordinal))
        )
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}

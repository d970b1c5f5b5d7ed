using RagCluster.Corpus.Errors;

namespace RagCluster.Silo.Tracing;

/// <summary>
/// Where traces go. Section <c>Tracing</c>: <c>RAG__Tracing__Endpoint</c>. The names of OpenTelemetry itself are understood too
/// (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, <c>OTEL_SERVICE_NAME</c>, <c>OTEL_TRACES_SAMPLER</c>). Without
/// an endpoint nothing is traced.
/// </summary>
internal sealed class TracingSettings
{
    /// <summary>The configuration section.</summary>
    internal const string Section = "Tracing";

    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The collector's address for OTLP over HTTP, for example http://127.0.0.1:4318; empty for none.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>
    /// The stage that this server belongs to, for example production; in traces as <c>deployment.environment.name</c>. Nothing else depends
    /// on it.
    /// </summary>
    public string Environment { get; set; } = "";

    /// <summary>Whether OpenTelemetry's own variable names the collector.</summary>
    internal bool IsFromEnvironment => Endpoint.Length == 0;

    /// <summary>Whether anything is traced.</summary>
    internal bool IsOn { get; private set; }

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="ArgumentException">The endpoint is no address.</exception>
    internal static TracingSettings Read(IConfiguration configuration)
    {
        TracingSettings settings = configuration.GetSection(Section).Get<TracingSettings>() ?? new();
        if (
            settings.Endpoint.Length > 0
            && !(Uri.TryCreate(settings.Endpoint, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https")
        )
            throw new ArgumentException(
                $"RAG__Tracing__Endpoint is '{ShownAddress.Of(settings.Endpoint)}': set an http or https address, for example "
                    + "http://127.0.0.1:4318."
            );
        settings.IsOn = settings.Endpoint.Length > 0 || !string.IsNullOrEmpty(configuration[EndpointVariable]);
        return settings;
    }
}

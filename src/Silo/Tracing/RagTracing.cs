using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace RagCluster.Silo.Tracing;

/// <summary>Sends traces of requests, grain calls, searches and model calls to a collector.</summary>
internal static class RagTracing
{
    private const string ServiceName = "ragcluster";

    private static readonly string[] Sources = ["Microsoft.AspNetCore", "Microsoft.Orleans.Application", "RagCluster.*", "Npgsql"];

    /// <summary>Adds the exporter, if there is somewhere to export to.</summary>
    internal static void AddRagTracing(this IServiceCollection services, TracingSettings settings)
    {
        if (!settings.IsOn)
            return;
        bool isNamed = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME"));
        services
            .AddOpenTelemetry()
            .ConfigureResource(resource =>
            {
                if (!isNamed)
                    resource.AddService(ServiceName, serviceInstanceId: $"{Environment.MachineName}:{Environment.ProcessId}");
                if (settings.Environment.Length > 0)
                    resource.AddAttributes([new("deployment.environment.name", settings.Environment)]);
            })
            .WithTracing(tracing =>
                tracing.AddSource(Sources).AddProcessor(new QuietRequests()).AddOtlpExporter(otlp => Configure(otlp, settings))
            );
    }

    /// <summary>Lets traces follow grain calls from silo to silo.</summary>
    internal static ISiloBuilder UseRagTracing(this ISiloBuilder silo, TracingSettings settings) =>
        settings.IsOn ? silo.AddActivityPropagation() : silo;

    private static void Configure(OtlpExporterOptions otlp, TracingSettings settings)
    {
        // Every collector takes OTLP over HTTP; gRPC remains a choice by OpenTelemetry's own variable.
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL")))
            otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        if (!settings.IsFromEnvironment)
            otlp.Endpoint = new Uri($"{settings.Endpoint.TrimEnd('/')}/v1/traces");
    }
}

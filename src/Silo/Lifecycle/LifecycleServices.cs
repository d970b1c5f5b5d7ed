using Microsoft.Extensions.Options;
using RagCluster.Api.Operations;
using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Settings;
using RagCluster.Grains.Shards;
using RagCluster.Silo.Clustering;
using RagCluster.Storage;

namespace RagCluster.Silo.Lifecycle;

/// <summary>Registers what tells how the node stands.</summary>
internal static class LifecycleServices
{
    /// <summary>Adds the node's lifecycle and its metrics.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Names the certificate for HTTPS.</param>
    /// <param name="dataFolder">The folder whose size is told.</param>
    /// <param name="cluster">Where the members are kept.</param>
    internal static void AddRagLifecycle(
        this IServiceCollection services,
        IConfiguration configuration,
        string dataFolder,
        ClusterSettings cluster
    )
    {
        services.AddChecked<LifecycleOptions>(LifecycleOptions.Section, options => options.Validate());
        services.AddSingleton<NodeLifecycle>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<NodeLifecycle>());
        services.AddHostedService(provider => provider.GetRequiredService<NodeLifecycle>());
        services.AddSingleton<IMetricSource>(provider => new NodeMetrics(provider.GetRequiredService<NodeState>(), dataFolder));
        services.AddSingleton<MemoryWatch>();
        services.AddSingleton<IMetricSource>(provider => provider.GetRequiredService<MemoryWatch>());
        services.AddHostedService(provider => provider.GetRequiredService<MemoryWatch>());
        string? certificate = configuration["Tls:CertificateFile"] ?? configuration["Kestrel:Certificates:Default:Path"];
        services.AddSingleton<IMetricSource>(provider => new DependencyMetrics(
            provider.GetRequiredService<IDocumentStore>(),
            cluster,
            certificate,
            provider.GetRequiredService<TimeProvider>()
        ));
        services
            .AddOptions<HostOptions>()
            .Configure<IOptions<LifecycleOptions>, HandOver>(
                (host, node, handOver) =>
                {
                    // The listener opens while the silo joins, so that the probes can say what is awaited.
                    host.ServicesStartConcurrently = true;
                    // The host's patience covers the delay, the requests that have begun, and the grains.
                    TimeSpan drain = node.Value.DrainDelay > handOver.TimeMax ? node.Value.DrainDelay : handOver.TimeMax;
                    host.ShutdownTimeout = drain + node.Value.ShutdownTimeout;
                }
            );
    }
}

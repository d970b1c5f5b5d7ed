using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;

namespace Orleans.Hosting;

/// <summary>The services of a client that is a process of its own.</summary>
internal static class ClientRegistration
{
    /// <summary>Registers them once; a second call goes on with the same builder.</summary>
    /// <exception cref="OrleansConfigurationException">The host has a silo, whose client would be this one.</exception>
    public static IClientBuilder Add(IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(d => d.ServiceType == typeof(SiloBuilder)))
        {
            throw new OrleansConfigurationException(
                "Do not use UseOrleans with UseOrleansClient. If you want a client and server in the same process, only "
                    + "UseOrleans is necessary."
            );
        }

        ClientBuilder? known =
            services.FirstOrDefault(d => d.ServiceType == typeof(ClientBuilder))?.ImplementationInstance as ClientBuilder;
        if (known is not null)
            return known;
        ClientBuilder builder = new(services, configuration);
        services.AddSingleton(builder);
        AddOptions(services, configuration);
        AddConnections(services);
        services.AddSingleton<GrainManifest>();
        services.AddSingleton<GrainReferenceFactory>();
        services.AddSingleton<GrainFactory>();
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainFactory>());
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainFactory>());
        services.AddSingleton<ClusterClientHost>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<ClusterClientHost>());
        services.AddSerializer();
        return builder;
    }

    private static void AddOptions(IServiceCollection services, IConfiguration configuration)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<ClusterOptions>().Bind(configuration.GetSection("Orleans"));
        services.AddOptions<ClientMessagingOptions>().Bind(configuration.GetSection("Orleans:Messaging"));
        services.AddOptions<ConnectionOptions>();
        services.AddOptions<GatewayOptions>();
    }

    private static void AddConnections(IServiceCollection services)
    {
        services.AddSingleton(provider => new ConnectionShared(
            SiloAddress.New(IPAddress.Loopback, 0, -SiloAddress.AllocateNewGeneration()),
            provider.GetRequiredService<IOptions<ClusterOptions>>().Value,
            provider.GetRequiredService<IOptions<ClientMessagingOptions>>().Value,
            provider.GetRequiredService<IOptions<ConnectionOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("Orleans.Networking")
        )
        {
            FindReferences = provider.GetRequiredService<GrainReferenceFactory>,
            FindRouter = provider.GetRequiredService<GatewayConnections>,
            Security = provider.GetService<IConnectionSecurity>(),
        });
        services.AddSingleton(provider => new GatewayConnections(
            provider.GetService<IGatewayListProvider>()
                ?? throw new OrleansConfigurationException(
                    "No IGatewayListProvider is configured: the client does not know how to find its cluster, for example "
                        + "UseLocalhostClustering."
                ),
            provider.GetRequiredService<IOptions<GatewayOptions>>(),
            provider.GetRequiredService<ConnectionShared>()
        )
        {
            CountChanged = [.. provider.GetServices<GatewayCountChangedHandler>()],
            ClusterLost = [.. provider.GetServices<ConnectionToClusterLostHandler>()],
        });
        services.AddSingleton(provider => new GrainCallSender(
            CopyMode.Serialized,
            provider.GetRequiredService<GatewayConnections>(),
            provider.GetRequiredService<IOptions<ClientMessagingOptions>>().Value,
            provider.GetServices<IOutgoingGrainCallFilter>,
            provider.GetRequiredService<TimeProvider>()
        )
        {
            ClientId = GrainId.Create("sys.client", Guid.NewGuid().ToString("N")),
        });
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization.Cloning;

namespace Orleans.Runtime;

/// <summary>A client of a silo of the same process that behaves as one of another: what it sends and gets is copied as for the wire.</summary>
internal static class InProcessClient
{
    public static ServiceProvider Create(IServiceProvider silo, IConfiguration configuration, Action<IClientBuilder> configure)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddLogging();
        services.AddOptions<ClientMessagingOptions>();
        services.AddOptions<ClusterOptions>().Bind(configuration.GetSection("Orleans"));
        services.AddSingleton(silo.GetRequiredService<GrainManifest>());
        services.AddSingleton(provider => new GrainCallSender(
            CopyMode.Wire,
            silo.GetRequiredService<IMessageRouter>(),
            provider.GetRequiredService<IOptions<ClientMessagingOptions>>().Value,
            provider.GetServices<IOutgoingGrainCallFilter>,
            provider.GetRequiredService<TimeProvider>())
        {
            ClientId = GrainId.Create("sys.client", Guid.NewGuid().ToString("N")),
            SiloReferences = silo.GetRequiredService<GrainReferenceFactory>(),
        });
        services.AddSingleton<GrainReferenceFactory>();
        services.AddSingleton<GrainFactory>();
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainFactory>());
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainFactory>());
        configure(new ClientBuilder(services, configuration));
        services.TryAddSingleton(TimeProvider.System);
        var provider = services.BuildServiceProvider();
        provider.GetRequiredService<GrainCallSender>().References = provider.GetRequiredService<GrainReferenceFactory>();
        return provider;
    }
}

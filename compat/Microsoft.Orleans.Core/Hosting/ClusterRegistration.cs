using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;

namespace Orleans.Hosting;

/// <summary>
/// The services by which a silo is one of several. Without a membership table it is the only member of a cluster of its own.
/// </summary>
internal static class ClusterRegistration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(CreateAgent);
        services.AddSingleton<IClusterMembershipService>(provider => provider.GetRequiredService<MembershipAgent>());
        services.AddSingleton<ISiloStatusOracle>(provider => provider.GetRequiredService<MembershipAgent>());
        services.AddSingleton(provider => new ClusterGrainDirectory(
            provider.GetRequiredService<MembershipAgent>(),
            provider.GetRequiredService<ISiloTransport>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ClusterGrainDirectory>>()
        ));
        services.AddSingleton<IActivationRegistry, ActivationRegistry>();
        services.AddSingleton<ActivationMigration>();
        services.AddSingleton<SiloControl>();
        services.AddSingleton<ClusterMessageRouter>();
        services.AddSingleton<IMessageRouter>(provider =>
            provider.GetService<IMembershipTable>() is null
                ? provider.GetRequiredService<LocalMessageRouter>()
                : provider.GetRequiredService<ClusterMessageRouter>()
        );
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, ClusterParticipant>();
        AddPlacement(services);
    }

    private static void AddPlacement(IServiceCollection services)
    {
        services.AddSingleton<SiloLoads>();
        services.AddSingleton<PlacementService>();
        services.AddPlacementDirector<RandomPlacement, RandomPlacementDirector>();
        services.AddPlacementDirector<PreferLocalPlacement, PreferLocalPlacementDirector>();
        services.AddPlacementDirector<HashBasedPlacement, HashBasedPlacementDirector>();
        services.AddPlacementDirector<ActivationCountBasedPlacement, ActivationCountPlacementDirector>();
        services.AddPlacementDirector<ResourceOptimizedPlacement, ResourceOptimizedPlacementDirector>();
    }

    private static MembershipAgent CreateAgent(IServiceProvider services)
    {
        ILocalSiloDetails local = services.GetRequiredService<ILocalSiloDetails>();
        TimeProvider time = services.GetRequiredService<TimeProvider>();
        DateTime now = time.GetUtcNow().UtcDateTime;
        ImmutableDictionary<string, string>? metadata = services.GetService<IOptions<SiloMetadata>>()?.Value.Metadata;
        MembershipEntry self = new()
        {
            SiloAddress = local.SiloAddress,
            SiloName = local.Name,
            HostName = local.DnsHostName,
            ProxyPort = local.GatewayAddress.Endpoint.Port,
            StartTime = now,
            IAmAliveTime = now,
            Metadata = metadata is { Count: > 0 } ? metadata : null,
        };
        IMembershipTable? table = services.GetService<IMembershipTable>();
        return new MembershipAgent(
            self,
            table ?? new InMemoryMembershipTable(),
            table is null ? new NoTransport() : services.GetRequiredService<ISiloTransport>(),
            services.GetRequiredService<IOptions<ClusterMembershipOptions>>().Value,
            time,
            Random.Shared,
            services.GetRequiredService<ILogger<MembershipAgent>>()
        );
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Statistics;
using Orleans.Storage;
using Orleans.Timers;

namespace Orleans.Hosting;

/// <summary>The services of a silo.</summary>
internal static class SiloRegistration
{
    /// <summary>Registers them once; a second call goes on with the same builder.</summary>
    public static ISiloBuilder Add(IServiceCollection services, IConfiguration configuration)
    {
        SiloBuilder? known = services.FirstOrDefault(d => d.ServiceType == typeof(SiloBuilder))?.ImplementationInstance as SiloBuilder;
        if (known is not null)
            return known;
        SiloBuilder builder = new(services, configuration);
        services.AddSingleton(builder);
        AddOptions(services, configuration);
        AddRuntime(services);
        services.AddTransport();
        services.AddSerializer();
        AddGrainServices(services);
        ClusterRegistration.Add(services);
        return builder;
    }

    private static void AddOptions(IServiceCollection services, IConfiguration configuration)
    {
        services.AddLogging();
        services.AddOptions<ClusterOptions>().Bind(configuration.GetSection("Orleans"));
        services.AddOptions<EndpointOptions>().Bind(configuration.GetSection("Orleans:Endpoints"));
        services
            .AddOptions<SiloOptions>()
            .Bind(configuration.GetSection("Orleans"))
            .PostConfigure(options => options.SiloName ??= $"Silo_{Guid.NewGuid().ToString("N")[..5]}");
        services.AddOptions<SiloMessagingOptions>().Bind(configuration.GetSection("Orleans:Messaging"));
        services.AddOptions<GrainCollectionOptions>().Bind(configuration.GetSection("Orleans:GrainCollection"));
        services.AddOptions<SchedulingOptions>();
        services.AddOptions<ClusterMembershipOptions>().Bind(configuration.GetSection("Orleans:ClusterMembership"));
        services.AddOptions<ResourceOptimizedPlacementOptions>();
        services.AddSingleton<IValidateOptions<GrainCollectionOptions>, GrainCollectionOptionsValidation>();
    }

    private static void AddRuntime(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ILocalSiloDetails, LocalSiloDetails>();
        services.AddSingleton<GrainManifest>();
        services.AddSingleton<SiloServices>();
        services.AddSingleton<Catalog>();
        services.TryAddSingleton<EnvironmentStatisticsProvider>();
        services.AddSingleton<ActivationShedding>();
        services.AddSingleton<LocalMessageRouter>();
        services.AddSingleton(provider => new GrainCallSender(
            CopyMode.Local,
            provider.GetRequiredService<IMessageRouter>(),
            provider.GetRequiredService<IOptions<SiloMessagingOptions>>().Value,
            provider.GetServices<IOutgoingGrainCallFilter>,
            provider.GetRequiredService<TimeProvider>()
        )
        {
            ClientId = GrainId.Create(
                "sys.client",
                $"hosted-{provider.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString()}"
            ),
        });
        services.AddSingleton<GrainReferenceFactory>();
        services.AddSingleton<SiloLifecycle>();
        services.AddSingleton<ISiloLifecycle>(provider => provider.GetRequiredService<SiloLifecycle>());
        services.AddSingleton<Silo>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<Silo>());
    }

    private static void AddGrainServices(IServiceCollection services)
    {
        services.AddSingleton<GrainFactory>();
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainFactory>());
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainFactory>());
        services.AddSingleton<IGrainRuntime, GrainRuntime>();
        services.AddSingleton<ITimerRegistry, TimerRegistry>();
        services.AddSingleton<IGrainContextAccessor, GrainContextAccessor>();
        services.AddScoped(static _ =>
            RuntimeContext.Current
            ?? throw new InvalidOperationException("IGrainContext is injected into grains and what they are made with only.")
        );
        services.TryAddSingleton<IPersistentStateFactory, PersistentStateFactory>();
        services.TryAddSingleton<IGrainStorageSerializer, JsonGrainStorageSerializer>();
        services.AddKeyedScoped<IGrainExtension, AsyncEnumerableGrainExtension>(typeof(IAsyncEnumerableGrainExtension));
    }
}

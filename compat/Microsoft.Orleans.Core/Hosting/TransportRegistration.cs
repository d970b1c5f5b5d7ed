using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>The services by which a silo speaks to others.</summary>
internal static class TransportRegistration
{
    public static IServiceCollection AddTransport(this IServiceCollection services)
    {
        services.AddOptions<TransportOptions>();
        services.AddOptions<Configuration.ConnectionOptions>();
        services.AddSingleton<SiloTransport>();
        services.AddSingleton<ISiloTransport>(provider => provider.GetRequiredService<SiloTransport>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SiloTransport>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, ManifestService>();
        return services;
    }

    /// <summary>Opens the silo's endpoint and its gateway when it starts: it is, or may be, one of several.</summary>
    public static ISiloBuilder OpenEndpoints(this ISiloBuilder builder) =>
        builder.Configure<TransportOptions>(options =>
        {
            options.ListensForSilos = true;
            options.ListensForClients = true;
        });
}

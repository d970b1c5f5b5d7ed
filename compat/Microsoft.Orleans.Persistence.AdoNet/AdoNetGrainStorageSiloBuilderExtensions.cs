using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Orleans.Hosting;

/// <summary>Registers the storage in a relational database.</summary>
public static class AdoNetGrainStorageSiloBuilderExtensions
{
    public static ISiloBuilder AddAdoNetGrainStorageAsDefault(
        this ISiloBuilder builder,
        Action<AdoNetGrainStorageOptions> configureOptions
    ) => builder.AddAdoNetGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, configureOptions);

    public static ISiloBuilder AddAdoNetGrainStorage(
        this ISiloBuilder builder,
        string name,
        Action<AdoNetGrainStorageOptions> configureOptions
    ) => builder.AddAdoNetGrainStorage(name, options => options.Configure(configureOptions));

    public static ISiloBuilder AddAdoNetGrainStorageAsDefault(
        this ISiloBuilder builder,
        Action<OptionsBuilder<AdoNetGrainStorageOptions>>? configureOptions = null
    ) => builder.AddAdoNetGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, configureOptions);

    public static ISiloBuilder AddAdoNetGrainStorage(
        this ISiloBuilder builder,
        string name,
        Action<OptionsBuilder<AdoNetGrainStorageOptions>>? configureOptions = null
    ) =>
        builder.ConfigureServices(services =>
        {
            configureOptions?.Invoke(services.AddOptions<AdoNetGrainStorageOptions>(name));
            services.AddGrainStorage(
                name,
                static (provider, key) =>
                {
                    AdoNetGrainStorageOptions options = provider.GetRequiredService<IOptionsMonitor<AdoNetGrainStorageOptions>>().Get(key);
                    IGrainStorageSerializer serializer =
                        options.GrainStorageSerializer
                        ?? provider.GetKeyedService<IGrainStorageSerializer>(key)
                        ?? provider.GetRequiredService<IGrainStorageSerializer>();
                    return new AdoNetGrainStorage(key, options, serializer, provider.GetRequiredService<IOptions<ClusterOptions>>());
                }
            );
        });
}

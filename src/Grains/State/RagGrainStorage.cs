using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using RagCluster.Storage;

namespace RagCluster.Grains.State;

/// <summary>Registers the store as a storage of grain state.</summary>
public static class RagGrainStorage
{
    /// <summary>Makes the store the default storage.</summary>
    /// <param name="silo">The silo; its container must hold an <see cref="IKeyValueStore"/>.</param>
    public static ISiloBuilder AddRagGrainStorageAsDefault(this ISiloBuilder silo) =>
        silo.AddRagGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME);

    /// <summary>Adds the store as a named storage.</summary>
    /// <param name="silo">The silo; its container must hold an <see cref="IKeyValueStore"/>.</param>
    /// <param name="name">The storage's name.</param>
    public static ISiloBuilder AddRagGrainStorage(this ISiloBuilder silo, string name) =>
        silo.ConfigureServices(services =>
            services.AddGrainStorage(
                name,
                static (provider, key) =>
                    new StoreGrainStorage(
                        key,
                        provider.GetRequiredService<IKeyValueStore>(),
                        provider.GetRequiredService<IGrainStorageSerializer>()
                    )
            )
        );
}

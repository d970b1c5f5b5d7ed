using RagCluster.Grains.State;
using RagCluster.Silo.Storage;

namespace RagCluster.Silo.GrainState;

/// <summary>Registers the storage of grain state that the settings name.</summary>
internal static class GrainStateParts
{
    /// <summary>Adds the default storage.</summary>
    internal static ISiloBuilder AddGrainState(this ISiloBuilder silo, GrainStateSettings settings, StoreSettings store) =>
        settings.Provider == GrainStateSettings.AdoNet
            ? silo.AddAdoNetGrainStorageAsDefault(options =>
            {
                options.Invariant = "Npgsql";
                options.ConnectionString = store.PostgresOptions.GrainStateConnectionString;
            })
            : silo.AddRagGrainStorageAsDefault();
}

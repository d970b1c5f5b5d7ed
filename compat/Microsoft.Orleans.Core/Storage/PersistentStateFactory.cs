using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>Makes persistent states over the named storage.</summary>
internal class PersistentStateFactory : IPersistentStateFactory
{
    public IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config)
    {
        IServiceProvider services = context.ActivationServices;
        IGrainStorage? storage = string.IsNullOrWhiteSpace(config.StorageName)
            ? services.GetService<IGrainStorage>()
            : services.GetKeyedService<IGrainStorage>(config.StorageName);
        if (storage is null)
        {
            throw new BadProviderConfigException(
                string.IsNullOrWhiteSpace(config.StorageName)
                    ? $"No default storage provider found loading grain type {context.GrainId.Type}."
                    : $"No storage provider named \"{config.StorageName}\" found loading grain type {context.GrainId.Type}."
            );
        }

        PersistentState<TState> state = new(GetFullStateName(context, config), context, storage);
        context.ObservableLifecycle.Subscribe(typeof(TState).FullName!, GrainLifecycleStage.SetupState, state.ReadOnStartAsync);
        context.ObservableLifecycle.AddMigrationParticipant(state);
        return state;
    }

    protected virtual string GetFullStateName(IGrainContext context, IPersistentStateConfiguration cfg) => cfg.StateName;
}

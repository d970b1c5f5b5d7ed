using Orleans.Core;

namespace Orleans;

/// <summary>A grain with one state, read before OnActivateAsync from the provider that [StorageProvider] names.</summary>
/// <typeparam name="TGrainState">The state.</typeparam>
public class Grain<TGrainState> : Grain
{
    private IStorage<TGrainState>? _storage;

    protected Grain() =>
        RuntimeContext.Current!.ObservableLifecycle.Subscribe(GetType().FullName!, GrainLifecycleStage.SetupState, ReadOnStartAsync);

    protected Grain(IStorage<TGrainState> storage) => _storage = storage;

    protected TGrainState State
    {
        get => _storage!.State;
        set => _storage!.State = value;
    }

    protected virtual Task ClearStateAsync() => _storage!.ClearStateAsync();

    protected virtual Task WriteStateAsync() => _storage!.WriteStateAsync();

    protected virtual Task ReadStateAsync() => _storage!.ReadStateAsync();

    private Task ReadOnStartAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.CompletedTask;
        _storage ??= Runtime.GetStorage<TGrainState>(GrainContext);
        return ReadStateAsync();
    }
}

using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>A state and its storage. Operations of one state never overlap.</summary>
internal sealed class PersistentState<TState>(string name, IGrainContext context, IGrainStorage storage)
    : IPersistentState<TState>,
        IGrainMigrationParticipant
{
    private readonly GrainState<TState> _record = new(NewState());
    private Task _last = Task.CompletedTask;
    private bool _isLoaded;

    public TState State
    {
        get
        {
            CheckContext();
            return _record.State!;
        }
        set
        {
            CheckContext();
            _record.State = value;
        }
    }

    public string? Etag => _record.ETag;

    public bool RecordExists => _isLoaded ? _record.RecordExists : throw new InvalidOperationException("State has not yet been loaded");

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) =>
        Queue(async () =>
        {
            await storage.ReadStateAsync(name, context.GrainId, _record, cancellationToken);
            _record.State ??= NewState();
            _isLoaded = true;
        });

    public Task WriteStateAsync(CancellationToken cancellationToken) =>
        Queue(() => storage.WriteStateAsync(name, context.GrainId, _record, cancellationToken));

    public Task ClearStateAsync(CancellationToken cancellationToken) =>
        Queue(async () =>
        {
            await storage.ClearStateAsync(name, context.GrainId, _record, cancellationToken);
            _record.State ??= NewState();
            _isLoaded = true;
        });

    public Task ReadOnStartAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested || _isLoaded ? Task.CompletedTask : ReadStateAsync(cancellationToken);

    // A state that cannot travel is read again.
    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        if (_isLoaded)
            dehydrationContext.TryAddValue($"state:{name}", _record);
    }

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (!rehydrationContext.TryGetValue<GrainState<TState>>($"state:{name}", out GrainState<TState>? record))
            return;
        (_record.State, _record.ETag, _record.RecordExists) = (record.State, record.ETag, record.RecordExists);
        _isLoaded = true;
    }

    // As officially, storage is touched from the activation's own turns only.
    private static void CheckContext()
    {
        if (RuntimeContext.Current is null)
            throw new InvalidOperationException(
                "Activation access violation. A non-activation thread attempted to access activation services."
            );
    }

    private static TState NewState() =>
        typeof(TState).IsValueType || typeof(TState).GetConstructor([]) is null ? default! : Activator.CreateInstance<TState>();

    private Task Queue(Func<Task> operation)
    {
        CheckContext();
        return _last = RunAfterAsync(_last, operation);
    }

    private static async Task RunAfterAsync(Task previous, Func<Task> operation)
    {
        if (!previous.IsCompleted)
            await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await operation();
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <content>The start and the end.</content>
internal sealed partial class ActivationData
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<GrainTimer> _timers = [];
    private readonly Action<object?> _runTurn;
    private DeactivationReason _reason;
    private CancellationToken _endCancellation;
    private bool _wasValid;
    private bool _isEnding;
    private bool _isStarting;
    private bool _isRegistered;
    private long _lastUsed;
    private long _keepUntil;

    public ActivationState State { get; private set; }

    public Task Deactivated => _ended.Task;

    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (State == ActivationState.Creating)
                BeginActivation();
        }
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (State >= ActivationState.Deactivating)
                return;
            bool isUnused = State == ActivationState.Creating;
            _wasValid = State == ActivationState.Valid;
            _reason = deactivationReason;
            _endCancellation = cancellationToken;
            State = ActivationState.Deactivating;
            if (isUnused || (!_isStarting && _running.Count == 0))
                BeginEnd();
        }
    }

    public Task DeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Deactivate(reason, cancellationToken);
        return Deactivated;
    }

    public void DelayDeactivation(TimeSpan span)
    {
        lock (_lock)
        {
            if (span == TimeSpan.MaxValue || span == Timeout.InfiniteTimeSpan)
                _keepUntil = long.MaxValue;
            else if (span <= TimeSpan.Zero)
                _keepUntil = 0;
            else
                _keepUntil = _silo.Time.GetTimestamp() + (long)(span.TotalSeconds * _silo.Time.TimestampFrequency);
        }
    }

    public void CollectIdle(long now, TimeSpan? ageLimit)
    {
        lock (_lock)
        {
            if (Class.NeverIdle || State != ActivationState.Valid || _running.Count > 0 || _waiting.Count > 0 || now < _keepUntil)
                return;
            if (_silo.Time.GetElapsedTime(_lastUsed, now) < (ageLimit ?? AgeLimit))
                return;
        }

        Deactivate(
            new DeactivationReason(
                DeactivationReasonCode.ActivationIdle,
                $"This activation has been idle for longer than {ageLimit ?? AgeLimit}."
            )
        );
    }

    /// <summary>When it may be collected if nobody calls it until then.</summary>
    public long CollectibleAt => _lastUsed + (long)(AgeLimit.TotalSeconds * _silo.Time.TimestampFrequency);

    /// <summary>Ends it if nothing runs on it, whatever it asked for.</summary>
    public bool TryShed(DeactivationReason reason)
    {
        lock (_lock)
        {
            if (State != ActivationState.Valid || _running.Count > 0 || _waiting.Count > 0)
                return false;
        }

        Deactivate(reason);
        return true;
    }

    public void AddTimer(GrainTimer timer)
    {
        lock (_timers)
            _timers.Add(timer);
    }

    public void RemoveTimer(GrainTimer timer)
    {
        lock (_timers)
            _timers.Remove(timer);
    }

    public void Touch() => _lastUsed = _silo.Time.GetTimestamp();

    private TimeSpan AgeLimit =>
        Class.CollectionAge
        ?? (
            _silo.Collection.ClassSpecificCollectionAge.TryGetValue(Class.Type.FullName!, out TimeSpan age)
                ? age
                : _silo.Collection.CollectionAge
        );

    // Called under the lock.
    private void BeginActivation()
    {
        State = ActivationState.Activating;
        _isStarting = true;
        _scheduler.Start(static state => _ = ((ActivationData)state!).StartAsync(), this);
    }

    private async Task StartAsync()
    {
        using CancellationTokenSource timeout = new(_silo.Collection.ActivationTimeout, _silo.Time);
        try
        {
            if (await RegisterAsync(timeout.Token))
            {
                _services = _silo.Services.CreateAsyncScope();
                RuntimeContext.Current = this;
                GrainInstance = _activator.Create(this);
                RehydrateParticipants();
                await _lifecycle.StartAsync(timeout.Token).WaitAsync(timeout.Token);
                if (GrainInstance is IGrainBase grain)
                    await grain.OnActivateAsync(timeout.Token).WaitAsync(timeout.Token);
            }
        }
        catch (Exception exception)
        {
            _silo.Logger.LogError(exception, "Failed to activate {Activation}.", this);
            Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationFailed, exception, "Failed to activate grain."));
        }

        lock (_lock)
        {
            _isStarting = false;
            if (State == ActivationState.Activating)
                State = ActivationState.Valid;
            if (State == ActivationState.Valid)
                StartWhatMayRun();
            else
                BeginEnd();
        }
    }

    // Before anything of the grain runs: another activation may have been first.
    private async Task<bool> RegisterAsync(CancellationToken cancellationToken)
    {
        if (_silo.Registry is not { } registry || !Class.IsUsingDirectory)
            return true;
        GrainAddress holder = await registry.RegisterAsync(Address, cancellationToken);
        if (holder.Equals(Address))
            return _isRegistered = true;
        _silo.Locations.Set(GrainId, holder.SiloAddress!);
        Deactivate(
            new DeactivationReason(DeactivationReasonCode.DuplicateActivation, $"The grain is active at {holder.SiloAddress}."),
            CancellationToken.None
        );
        return false;
    }

    // Called under the lock; once.
    private void BeginEnd()
    {
        if (_isEnding)
            return;
        _isEnding = true;
        _scheduler.Start(static state => _ = ((ActivationData)state!).EndAsync(), this);
    }

    private async Task EndAsync()
    {
        RequestContext.Clear();
        GrainTimer[] timers;
        lock (_timers)
            timers = [.. _timers];
        foreach (GrainTimer timer in timers)
            timer.Dispose();
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(_endCancellation);
        using CancellationTokenSource clock = new(_silo.Collection.DeactivationTimeout, _silo.Time);
        await using CancellationTokenRegistration link = clock.Token.Register(timeout.Cancel);
        if (_wasValid && GrainInstance is IGrainBase grain)
            await TryAsync(() => grain.OnDeactivateAsync(_reason, timeout.Token).WaitAsync(timeout.Token), "OnDeactivateAsync");
        await TryAsync(() => _lifecycle.StopAsync(Report, timeout.Token).WaitAsync(timeout.Token), "the lifecycle's end");
        await TryAsync(DehydrateAsync, "dehydration");
        if (_leavesWith is null)
            _onEnd(this);
        await TryAsync(DisposeInstanceAsync, "disposal");
        if (_isRegistered)
            await TryAsync(() => _silo.Registry!.UnregisterAsync(Address), "leaving the directory");
        await TryAsync(SendAsync, "migration");

        // Calls that come while an activation moves wait for it to have arrived.
        if (_leavesWith is not null)
            _onEnd(this);
        Message[] waiting;
        lock (_lock)
        {
            State = ActivationState.Invalid;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        _ended.TrySetResult();
        foreach (Message message in waiting)
            PassOn(message);
    }

    private async Task DisposeInstanceAsync()
    {
        foreach (object? component in _components.Values.Append(GrainInstance).Distinct())
        {
            if (component is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else if (component is IDisposable synchronous)
                synchronous.Dispose();
        }

        if (GrainInstance is not null)
            await _services.DisposeAsync();
    }

    private void PassOn(Message message)
    {
        if (message.LocalWork is not null)
            return;
        if (_reason.Exception is { } exception)
        {
            message.Reject(exception);
            return;
        }

        message.ForwardCount++;
        _silo.Router.Send(message);
    }

    private async Task TryAsync(Func<Task> action, string name)
    {
        try
        {
            await action();
        }
        catch (Exception exception)
        {
            _silo.Logger.LogError(exception, "Error in {Step} of {Activation}.", name, this);
        }
    }

    private void Report(Exception exception) => _silo.Logger.LogError(exception, "Error in the lifecycle of {Activation}.", this);
}

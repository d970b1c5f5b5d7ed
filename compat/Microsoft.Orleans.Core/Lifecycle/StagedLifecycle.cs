using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>Runs observers stage by stage: those of one stage together, the stages in order.</summary>
internal abstract class StagedLifecycle : ILifecycleObservable
{
    private readonly Lock _lock = new();
    private ImmutableList<Subscription> _subscriptions = [];

    public int HighestCompletedStage { get; private set; } = int.MinValue;

    public int LowestStoppedStage { get; private set; } = int.MaxValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        Subscription subscription = new(this, stage, observer);
        lock (_lock)
            _subscriptions = _subscriptions.Add(subscription);
        return subscription;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (IGrouping<int, Subscription>? stage in _subscriptions.GroupBy(s => s.Stage).OrderBy(g => g.Key))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.WhenAll(stage.Select(s => Start(s, cancellationToken)));
            HighestCompletedStage = stage.Key;
        }
    }

    /// <summary>Stops what was started; an observer's failure is reported and stops no other.</summary>
    public async Task StopAsync(Action<Exception> onError, CancellationToken cancellationToken)
    {
        List<IGrouping<int, Subscription>> started = _subscriptions
            .Where(s => s.Started)
            .GroupBy(s => s.Stage)
            .OrderByDescending(g => g.Key)
            .ToList();
        foreach (IGrouping<int, Subscription>? stage in started)
        {
            LowestStoppedStage = stage.Key;
            await Task.WhenAll(stage.Select(s => Stop(s, onError, cancellationToken)));
        }
    }

    private static Task Start(Subscription subscription, CancellationToken cancellationToken)
    {
        subscription.Started = true;
        return subscription.Observer.OnStart(cancellationToken);
    }

    private static async Task Stop(Subscription subscription, Action<Exception> onError, CancellationToken cancellationToken)
    {
        try
        {
            await subscription.Observer.OnStop(cancellationToken);
        }
        catch (Exception exception)
        {
            onError(exception);
        }
    }

    private sealed class Subscription(StagedLifecycle owner, int stage, ILifecycleObserver observer) : IDisposable
    {
        public int Stage { get; } = stage;

        public ILifecycleObserver Observer { get; } = observer;

        public bool Started { get; set; }

        public void Dispose()
        {
            lock (owner._lock)
                owner._subscriptions = owner._subscriptions.Remove(this);
        }
    }
}

namespace Orleans.Cluster.Tests.Simulation;

/// <summary>A process: where what belongs to one silo runs. It may be paused, and it may be killed.</summary>
internal sealed class SimProcess(SimWorld world) : SynchronizationContext
{
    private readonly Queue<Action> _held = new();

    public bool IsPaused { get; private set; }

    public bool IsKilled { get; private set; }

    public override void Post(SendOrPostCallback d, object? state) => world.Schedule(TimeSpan.Zero, this, () => d(state));

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Nothing in a simulation waits for a thread.");

    public override SynchronizationContext CreateCopy() => this;

    public void Run(Action action)
    {
        if (IsKilled)
            return;
        if (IsPaused)
        {
            _held.Enqueue(action);
            return;
        }

        SynchronizationContext? outer = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    public void Pause() => IsPaused = true;

    public void Resume()
    {
        IsPaused = false;
        while (_held.TryDequeue(out Action? action))
            world.Schedule(TimeSpan.Zero, this, action);
    }

    public void Kill()
    {
        IsKilled = true;
        _held.Clear();
    }
}

namespace Orleans.Runtime;

/// <summary>Wakes those who wait for the next event. They go on by themselves, never within <see cref="Fire"/>, which may be called under
/// locks; and in an order that the time provider decides, so that a simulation can repeat it.</summary>
internal sealed class Signal(TimeProvider time)
{
    private readonly Lock _lock = new();
    private List<TaskCompletionSource<bool>> _waiters = [];
    private long _round;

    /// <summary>The number of events so far. Who reads it before looking at what changes misses nothing.</summary>
    public long Round => Interlocked.Read(ref _round);

    public void Fire()
    {
        List<TaskCompletionSource<bool>> fired;
        lock (_lock)
        {
            _round++;
            if (_waiters.Count == 0)
                return;
            (fired, _waiters) = (_waiters, []);
        }

        ITimer? timer = null;
        timer = time.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                foreach (TaskCompletionSource<bool> waiter in fired)
                    waiter.TrySetResult(true);
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for an event after a round; false when none came within the period.</summary>
    public async Task<bool> WaitAsync(long round, TimeSpan period, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> waiter = new();
        lock (_lock)
        {
            if (_round != round)
                return true;
            _waiters.Add(waiter);
        }

        using ITimer timer = time.CreateTimer(
            static state => ((TaskCompletionSource<bool>)state!).TrySetResult(false),
            waiter,
            period,
            Timeout.InfiniteTimeSpan
        );
        using CancellationTokenRegistration registration = cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken));
        try
        {
            return await waiter.Task;
        }
        finally
        {
            lock (_lock)
                _waiters.Remove(waiter);
        }
    }
}

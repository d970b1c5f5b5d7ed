namespace Orleans.Cluster.Tests.Simulation;

/// <summary>The clocks of one process: a monotonic one that all share, and one on the wall that may be wrong and may jump.</summary>
internal sealed class SimTime(SimWorld world, SimProcess process) : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeSpan Skew { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => world.Now;

    public override DateTimeOffset GetUtcNow() => Beginning + TimeSpan.FromTicks(world.Now) + Skew;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        SimTimer timer = new(world, process, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SimTimer(SimWorld world, SimProcess process, Action action) : ITimer
    {
        private long _round;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            long round = ++_round;
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            world.Schedule(
                dueTime,
                process,
                () =>
                {
                    if (round != _round)
                        return;
                    if (period > TimeSpan.Zero)
                        Change(period, period);
                    action();
                }
            );
            return true;
        }

        public void Dispose() => _round++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}

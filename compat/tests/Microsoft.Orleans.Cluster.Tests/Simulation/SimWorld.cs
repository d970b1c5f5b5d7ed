using System.Collections.Immutable;

namespace Orleans.Cluster.Tests.Simulation;

/// <summary>One thread, a queue of events in virtual time, and one source of chance: the same seed gives the same run.</summary>
internal sealed class SimWorld(int seed)
{
    private readonly PriorityQueue<(SimProcess? Owner, Action Action), (long Time, long Number)> _events = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _lastNumber;
    private ulong _trace = 14695981039346656037;

    public Random Random { get; } = new(seed);

    /// <summary>Ticks since the world began.</summary>
    public long Now { get; private set; }

    /// <summary>A hash of everything that was noted, with its time.</summary>
    public ulong Trace => _trace;

    public ImmutableList<string> Log { get; private set; } = [];

    public bool KeepsLog { get; init; }

    public void Schedule(TimeSpan after, SimProcess? owner, Action action)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            throw new InvalidOperationException("Something left the thread of the simulation.");
        _events.Enqueue((owner, action), (Now + Math.Max(0, after.Ticks), ++_lastNumber));
    }

    /// <summary>Runs what happens until then.</summary>
    public void RunUntil(TimeSpan time)
    {
        while (_events.TryPeek(out _, out (long Time, long Number) key) && key.Time <= time.Ticks)
        {
            (SimProcess? owner, Action? action) = _events.Dequeue();
            Now = key.Time;
            if (owner is null)
                action();
            else
                owner.Run(action);
        }

        Now = time.Ticks;
    }

    public long Count => _lastNumber;

    public TimeSpan Chance(double fromSeconds, double toSeconds) =>
        TimeSpan.FromSeconds(fromSeconds + (Random.NextDouble() * (toSeconds - fromSeconds)));

    /// <summary>Adds to the trace. Source of the hash: FNV-1a, 64 bits.</summary>
    public void Note(string what)
    {
        foreach (char character in what)
            _trace = (_trace ^ character) * 1099511628211;
        _trace = (_trace ^ (ulong)Now) * 1099511628211;
        if (KeepsLog)
            Log = Log.Add($"{TimeSpan.FromTicks(Now):mm\\:ss\\.fff} {what}");
    }
}

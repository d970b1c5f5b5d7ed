namespace RagCluster.Storage.Postgres.Writing;

/// <summary>
/// Notices that the writer's thread waits for a server that does not answer. Npgsql needs several timeouts in a row to find out (the
/// statement's, then those of its own attempt to cancel it); callers are to hear after one.
/// </summary>
internal sealed class GroupWatch : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);
    private readonly TimeProvider _time;
    private readonly TimeSpan _silenceMax;
    private readonly Action _silent;
    private readonly ITimer _timer;
    private long _progressAt;

    /// <summary>Begins to watch.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="silenceMax">How long the writer may be without progress.</param>
    /// <param name="silent">Called, again and again, while it is longer than that.</param>
    public GroupWatch(TimeProvider time, TimeSpan silenceMax, Action silent)
    {
        _time = time;
        _silenceMax = silenceMax;
        _silent = silent;
        _timer = time.CreateTimer(_ => Check(), null, Period, Period);
    }

    /// <summary>The writer works, and just got an answer.</summary>
    public void Progress() => Volatile.Write(ref _progressAt, _time.GetTimestamp());

    /// <summary>The writer has nothing to do, or something that may take long.</summary>
    public void Rest() => Volatile.Write(ref _progressAt, 0);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        long at = Volatile.Read(ref _progressAt);
        if (at != 0 && _time.GetElapsedTime(at) > _silenceMax)
        {
            _silent();
        }
    }
}

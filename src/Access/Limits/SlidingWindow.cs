namespace RagCluster.Access.Limits;

/// <summary>
/// The times of the requests that one caller was granted: the sliding window log, which is exact where counters per interval let twice the
/// limit through around an interval's end. It costs 8 bytes for each request of the window. Not safe for several threads.
/// </summary>
internal sealed class SlidingWindow
{
    private long[] _ticks = new long[4];
    private int _first;
    private int _count;

    /// <summary>When the last request was accepted or refused.</summary>
    internal TimeSpan LastAskedAt { get; private set; }

    /// <summary>Accepts a request, or tells when to come again.</summary>
    /// <param name="limit">The limit, which may be another one than the last time.</param>
    /// <param name="now">The time on a clock that never goes back.</param>
    internal LimitOutcome Take(RequestLimit limit, TimeSpan now)
    {
        LastAskedAt = now;
        Forget(now - limit.Window);
        if (_count >= limit.Requests)
        {
            // A limit that was lowered holds only once so many have left that fewer than it are there.
            TimeSpan leaves = TimeSpan.FromTicks(At(_count - limit.Requests)) + limit.Window;
            return new LimitOutcome(false, 0, leaves - now);
        }

        Add(now.Ticks);
        return new LimitOutcome(true, limit.Requests - _count, TimeSpan.FromTicks(At(0)) + limit.Window - now);
    }

    // Invariant: the times stand in the order in which they came, so those that have left the window are the first ones. A request leaves
    // exactly one window after it came: windows are closed at their beginning and open at their end.
    private void Forget(TimeSpan until)
    {
        while (_count > 0 && _ticks[_first] <= until.Ticks)
        {
            _first = (_first + 1) % _ticks.Length;
            _count--;
        }
    }

    private void Add(long ticks)
    {
        if (_count == _ticks.Length)
        {
            long[] larger = new long[_count * 2];
            for (int i = 0; i < _count; i++)
                larger[i] = At(i);
            (_ticks, _first) = (larger, 0);
        }

        _ticks[(_first + _count) % _ticks.Length] = ticks;
        _count++;
    }

    private long At(int place) => _ticks[(_first + place) % _ticks.Length];
}

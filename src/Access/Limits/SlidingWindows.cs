namespace RagCluster.Access.Limits;

/// <summary>
/// The windows of many callers, no more than a number of them: whoever comes under ever new names must not fill the memory. When there are
/// too many, the half that was not heard of for longest is forgotten. Safe for several threads.
/// </summary>
/// <param name="callersMax">The most callers that are remembered.</param>
public sealed class SlidingWindows(int callersMax)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SlidingWindow> _windows = new(StringComparer.Ordinal);

    /// <summary>How many callers are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _windows.Count;
            }
        }
    }

    /// <summary>Accepts a caller's request, or tells when to come again.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="now">The time on a clock that never goes back.</param>
    public LimitOutcome Take(string caller, RequestLimit limit, TimeSpan now)
    {
        lock (_lock)
        {
            if (!_windows.TryGetValue(caller, out SlidingWindow? window))
            {
                if (_windows.Count >= callersMax)
                    ForgetHalf();
                _windows[caller] = window = new SlidingWindow();
            }

            return window.Take(limit, now);
        }
    }

    private void ForgetHalf()
    {
        foreach (
            string caller in _windows.OrderBy(pair => pair.Value.LastAskedAt).Take((callersMax + 1) / 2).Select(pair => pair.Key).ToArray()
        )
            _windows.Remove(caller);
    }
}

namespace RagCluster.Caching.Recent;

/// <summary>
/// A value that takes a while to ask for and may be a little old. A fresh one is told at once. One that is a little older is told at once
/// too, while it is asked for anew; an old one is waited for. So who asks seldom gets the value of this moment, and who asks all the time
/// waits for nothing. Asked once at a time. Safe for concurrent use.
/// </summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="ask">Asks for it. A failure is told to whoever waits, and keeps nothing.</param>
/// <param name="freshFor">How old a value is when it is asked for anew.</param>
/// <param name="usableFor">How old a value may be that is told.</param>
/// <param name="time">The clock.</param>
public sealed class RecentValue<T>(Func<Task<T>> ask, TimeSpan freshFor, TimeSpan usableFor, TimeProvider time)
{
    private readonly Lock _lock = new();
    private T _last = default!;
    private long? _askedAt;
    private Task<T>? _asking;

    /// <summary>The value.</summary>
    /// <param name="cancellationToken">Ends the wait, and not the asking: others may wait for it.</param>
    public Task<T> GetAsync(CancellationToken cancellationToken)
    {
        Task<T> asking;
        lock (_lock)
        {
            TimeSpan age = _askedAt is { } at ? time.GetElapsedTime(at) : TimeSpan.MaxValue;
            if (age < freshFor)
                return Task.FromResult(_last);
            asking = _asking is { IsCompleted: false } running ? running : _asking = AskAsync();
            if (age < usableFor && !asking.IsCompleted)
                return Task.FromResult(_last);
        }

        return asking.WaitAsync(cancellationToken);
    }

    // The value is as old as the question.
    private async Task<T> AskAsync()
    {
        long began = time.GetTimestamp();
        T value = await ask();
        lock (_lock)
            (_last, _askedAt) = (value, began);
        return value;
    }
}

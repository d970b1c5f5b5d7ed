namespace RagCluster.Text.Reading.Worker;

/// <summary>
/// A thread that looks every few milliseconds at a worker that reads: replies must not wait for a file that takes long, and once the input
/// has ended, whoever asked is gone, so that what is being read then is of use to nobody. It looks for a while after the last file and then
/// sleeps, so that neither an idle worker nor the next file pays for it.
/// </summary>
/// <param name="input">The requests.</param>
/// <param name="replies">The replies.</param>
internal sealed class WorkerClock(RequestInput input, ReplyBuffer replies)
{
    private const int LooksBeforeSleep = 20;
    private const int LooksBeforeReadingAhead = 5;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    private readonly AutoResetEvent _wake = new(false);

    // Odd while a file is read.
    private long _steps;
    private int _isAsleep;

    /// <summary>A file is taken up.</summary>
    internal void Begin()
    {
        // A full fence before the flag is read: either this sees that the thread sleeps, or the thread sees this step before it does.
        Interlocked.Increment(ref _steps);
        if (Volatile.Read(ref _isAsleep) != 0)
            _wake.Set();
    }

    /// <summary>A file is done with.</summary>
    internal void End() => Interlocked.Increment(ref _steps);

    /// <summary>Runs until the input has ended.</summary>
    internal void Run()
    {
        int looks = 0;
        long seen = -1L;
        while (true)
        {
            long steps = Interlocked.Read(ref _steps);
            looks = steps == seen ? looks + 1 : 0;
            seen = steps;
            bool isReading = steps % 2 != 0;
            if (isReading)
                replies.Flush();
            if (isReading && looks >= LooksBeforeReadingAhead && !ReadAhead())
                return;
            if (!isReading && looks >= LooksBeforeSleep)
                Sleep(steps);
            else
                _wake.WaitOne(Period);
        }
    }

    private bool ReadAhead()
    {
        // This thread may wait for long.
        replies.SendAtOnce(true);
        bool hasMore = input.ReadAhead();
        replies.SendAtOnce(false);
        return hasMore;
    }

    private void Sleep(long steps)
    {
        Interlocked.Exchange(ref _isAsleep, 1);
        if (Interlocked.Read(ref _steps) == steps)
            _wake.WaitOne();
        Interlocked.Exchange(ref _isAsleep, 0);
    }
}

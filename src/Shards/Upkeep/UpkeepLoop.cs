namespace RagCluster.Shards.Upkeep;

/// <summary>Runs one kind of upkeep step beside the shard's callers, one at a time, for as long as a step is due.</summary>
/// <param name="isDue">Whether there is something to do.</param>
/// <param name="step">Does one step.</param>
/// <param name="failed">Is told of a disk's failure.</param>
/// <param name="time">The clock of the pause after a failure.</param>
internal sealed class UpkeepLoop(Func<bool> isDue, Action<CancellationToken> step, Action<IOException> failed, TimeProvider time)
    : IAsyncDisposable
{
    // A full disk is full for a while: trying at once only makes heat.
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private long? _failedAt;

    /// <summary>The steps that run now; completed when none does.</summary>
    internal Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Begins when something is due and nothing runs.</summary>
    internal void Kick()
    {
        lock (_gate)
        {
            if (_ended.IsCancellationRequested || !Running.IsCompleted || !isDue())
                return;
            if (_failedAt is { } at && time.GetElapsedTime(at) < FailurePause)
                return;
            // A merge computes for minutes: a thread of its own leaves the pool to the searches.
            Running = Task.Factory.StartNew(Run, _ended.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_ended.IsCancellationRequested)
            return;
        await _ended.CancelAsync();
        await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_ended.IsCancellationRequested && isDue())
                step(_ended.Token);
            _failedAt = null;
        }
        catch (IOException failure)
        {
            _failedAt = time.GetTimestamp();
            failed(failure);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The shard is being closed; what was not finished is nobody's and goes at the next opening.
        }
    }
}

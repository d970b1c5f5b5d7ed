namespace Orleans.Runtime;

/// <summary>An enumeration that a grain runs for a caller.</summary>
internal sealed class RunningEnumeration(IAsyncDisposable enumerator, CancellationTokenSource cancellation, int maxBatchSize)
{
    public IAsyncDisposable Enumerator { get; } = enumerator;

    /// <summary>The step that has begun and not ended.</summary>
    public Task<bool>? Pending { get; set; }

    public bool IsSeen { get; set; }

    public bool IsCanceled => cancellation.IsCancellationRequested;

    /// <summary>The elements that are there without waiting, up to a batch; nothing when the first step waits.</summary>
    public (EnumerationResult Status, object? Value) TakeReady<T>()
    {
        IAsyncEnumerator<T> typed = (IAsyncEnumerator<T>)Enumerator;
        List<T> elements = new();
        while (elements.Count < maxBatchSize)
        {
            ValueTask<bool> step = typed.MoveNextAsync();
            if (!step.IsCompletedSuccessfully)
            {
                Pending = step.AsTask();
                break;
            }

            if (!step.Result)
                return (Of(elements.Count) | EnumerationResult.Completed, ValueOf(elements));
            elements.Add(typed.Current);
        }

        return (Of(elements.Count), ValueOf(elements));
    }

    public async ValueTask EndAsync(TimeSpan patience)
    {
        await cancellation.CancelAsync();
        const ConfigureAwaitOptions Quietly = ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;
        if (Pending is { } pending)
            await ((Task)pending).WaitAsync(patience).ConfigureAwait(Quietly);
        if (Pending is null or { IsCompleted: true })
            await Enumerator.DisposeAsync().AsTask().WaitAsync(patience).ConfigureAwait(Quietly);
        cancellation.Dispose();
    }

    private static EnumerationResult Of(int count) =>
        count switch
        {
            0 => default,
            1 => EnumerationResult.Element,
            _ => EnumerationResult.Batch,
        };

    private static object? ValueOf<T>(List<T> elements) =>
        elements.Count switch
        {
            0 => null,
            1 => elements[0],
            _ => elements,
        };
}

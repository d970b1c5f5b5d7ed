namespace RagCluster.Caching.Tiers;

/// <summary>
/// One computation for all who ask for the same key at the same time. Who gives up leaves the others undisturbed; the computation is
/// cancelled when the last one has given up. A failure goes to all who wait and is not kept: the next one tries again. Thread-safe.
/// </summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
public sealed class Coalescer<TKey, TValue>
    where TKey : notnull
{
    private readonly Lock _lock = new();

    // Invariant: holds the computations that have not ended and have someone who waits.
    private readonly Dictionary<TKey, Flight> _flights = [];

    /// <summary>Computations under way.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _flights.Count;
        }
    }

    /// <summary>How many wait for a key.</summary>
    /// <param name="key">The key.</param>
    public int Waiting(TKey key)
    {
        lock (_lock)
            return _flights.TryGetValue(key, out Flight? flight) ? flight.Waiting : 0;
    }

    /// <summary>Computes a value, or waits for the computation under way.</summary>
    /// <param name="key">The key.</param>
    /// <param name="compute">The computation. Its token is cancelled when nobody waits any more.</param>
    /// <param name="cancellationToken">Gives this caller's wait up.</param>
    /// <returns>The value, and whether another caller's computation gave it.</returns>
    /// <exception cref="OperationCanceledException">This caller gave up.</exception>
    public async Task<(TValue Value, bool IsShared)> RunAsync(
        TKey key,
        Func<CancellationToken, Task<TValue>> compute,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(compute);
        cancellationToken.ThrowIfCancellationRequested();
        Flight? flight;
        bool isShared;
        lock (_lock)
        {
            isShared = _flights.TryGetValue(key, out flight);
            if (!isShared)
                _flights[key] = flight = new Flight();
            flight!.Waiting++;
        }

        if (!isShared)
            _ = FlyAsync(key, flight, compute);
        try
        {
            return (await flight.Landed.Task.WaitAsync(cancellationToken), isShared);
        }
        finally
        {
            Leave(key, flight);
        }
    }

    private async Task FlyAsync(TKey key, Flight flight, Func<CancellationToken, Task<TValue>> compute)
    {
        Task<TValue> computation = StartAsync(compute, flight.Abandoned.Token);
        await ((Task)computation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
            Forget(key, flight);
        flight.Landed.SetFromTask(computation);
    }

    // Makes a failed task also of what is thrown before the first wait.
    private static async Task<TValue> StartAsync(Func<CancellationToken, Task<TValue>> compute, CancellationToken cancellationToken) =>
        await compute(cancellationToken);

    private void Leave(TKey key, Flight flight)
    {
        lock (_lock)
        {
            // Forgotten in the same step: who comes now must not join a computation that is about to be cancelled.
            if (--flight.Waiting > 0 || !Forget(key, flight))
                return;
        }

        flight.Abandoned.Cancel();
    }

    private bool Forget(TKey key, Flight flight) =>
        _flights.TryGetValue(key, out Flight? current) && current == flight && _flights.Remove(key);

    private sealed class Flight
    {
        internal CancellationTokenSource Abandoned { get; } = new();

        internal TaskCompletionSource<TValue> Landed { get; } = new();

        internal int Waiting { get; set; }
    }
}

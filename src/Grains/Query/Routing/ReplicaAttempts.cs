using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Query.Observing;
using RagCluster.Planning.Calls.Routing;

namespace RagCluster.Grains.Query.Routing;

/// <summary>
/// Makes one call to one of several targets, and a second one to another when the first takes longer than usual. Keeps what it observes.
/// </summary>
internal sealed partial class ReplicaAttempts
{
    private readonly ReplicaChooser _chooser;
    private readonly HedgePolicy _hedging = new();
    private readonly QueryObservers _observers;
    private readonly bool _hedges;
    private readonly TimeSpan _attemptTimeout;
    private readonly TimeProvider _time;
    private readonly ILogger<ReplicaAttempts> _log;

    /// <summary>Creates it without observations.</summary>
    /// <param name="options">How long a call may take.</param>
    /// <param name="observers">Hear of each call, and may turn the delay of second calls.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Says which target failed.</param>
    public ReplicaAttempts(IOptions<QueryOptions> options, QueryObservers observers, TimeProvider time, ILogger<ReplicaAttempts> log)
    {
        _chooser = new ReplicaChooser(time, Random.Shared.NextDouble);
        _observers = observers;
        _hedges = options.Value.Hedging;
        _attemptTimeout = options.Value.AttemptTimeout;
        _time = time;
        _log = log;
    }

    /// <summary>The 95th percentile of what shards took lately.</summary>
    internal TimeSpan P95 => _hedging.P95;

    /// <summary>Calls a target; those that failed are taken out of <paramref name="open"/>.</summary>
    /// <param name="open">Where the call may go; not empty.</param>
    /// <param name="call">The call to a target.</param>
    /// <param name="cancellationToken">The caller's time.</param>
    /// <returns>Whether one answered, and its answer.</returns>
    internal async Task<(bool Answered, T Answer)> RunAsync<T>(
        List<RouteTarget> open,
        Func<string, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        bool mayHedge = _hedges && open.Count > 1;
        StepWatches watches = _observers.BeginShardCall();
        long began = _time.GetTimestamp();
        // The second call ends with the first answer, whichever that is.
        using CancellationTokenSource decided = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<(RouteTarget Target, Task<Outcome<T>> Task)> running = [Start(Take(open), open.Count > 0, call, decided.Token)];
        _hedging.Begin();
        if (mayHedge && !await HasEndedAsync(running[0].Task, open, watches.Factor, cancellationToken) && _hedging.TryHedge())
        {
            watches.Repeated();
            running.Add(Start(Take(open), true, call, decided.Token));
        }

        while (running.Count > 0)
        {
            Task<Outcome<T>> first = await Task.WhenAny(running.Select(attempt => attempt.Task));
            Outcome<T> outcome = await first;
            if (outcome.Answered)
            {
                await decided.CancelAsync();
                if (mayHedge)
                    watches.Ended(_time.GetElapsedTime(began));
                return (true, outcome.Answer!);
            }

            running.RemoveAll(attempt => attempt.Task == first);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return (false, default!);
    }

    private RouteTarget Take(List<RouteTarget> open)
    {
        RouteTarget chosen = _chooser.Choose(open);
        open.Remove(chosen);
        return chosen;
    }

    // Whether the first attempt has ended by the time at which a second one is due.
    private async Task<bool> HasEndedAsync(Task attempt, List<RouteTarget> others, double factor, CancellationToken cancellationToken)
    {
        if (attempt.IsCompleted)
            return true;
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(attempt, Task.Delay(_hedging.Delay(others, factor), _time, done.Token));
        await done.CancelAsync();
        return attempt.IsCompleted;
    }

    private (RouteTarget Target, Task<Outcome<T>> Task) Start<T>(
        RouteTarget target,
        bool others,
        Func<string, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    ) => (target, AttemptAsync(target.Key, others, call, cancellationToken));

    private async Task<Outcome<T>> AttemptAsync<T>(
        string target,
        bool others,
        Func<string, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        using CancellationTokenSource late = new(others ? _attemptTimeout : Timeout.InfiniteTimeSpan, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        long began = _time.GetTimestamp();
        _chooser.Begin(target);
        bool noted = false;
        try
        {
            // The wait ends with the token even where the target hangs and can't hear of it.
            T answer = await call(target, either.Token).WaitAsync(either.Token);
            TimeSpan took = _time.GetElapsedTime(began);
            _chooser.Succeed(target, took);
            _hedging.Observe(target, took);
            noted = true;
            return new Outcome<T>(true, answer);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Outcome<T>(false, default);
        }
        catch (Exception error)
            when (error
                    is OrleansException
                        or TimeoutException
                        or OperationCanceledException
                        or RagException { Kind: ErrorKind.Unavailable or ErrorKind.Overloaded }
            )
        {
            _chooser.Fail(target);
            noted = true;
            LogFailed(_log, error, target);
            return new Outcome<T>(false, default);
        }
        finally
        {
            if (!noted)
                _chooser.Abandon(target);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The replica on {Silo} did not answer")]
    private static partial void LogFailed(ILogger log, Exception error, string silo);

    private readonly record struct Outcome<T>(bool Answered, T? Answer);
}

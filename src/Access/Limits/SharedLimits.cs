using System.Collections.Concurrent;

namespace RagCluster.Access.Limits;

/// <summary>
/// A limit that silos share, as one of them sees it. Who counts for all is asked about each request, so the limit is exact over the cluster
/// and a limit that is not reached costs one call. A caller that was refused is refused here until the moment that it was told, without a
/// call. While nobody can be asked, each silo counts for itself what it accepts, with what it accepted before: a cluster of N silos then
/// accepts N times the limit at most.
/// </summary>
/// <param name="share">Asks who counts for all; null says that nobody can be asked.</param>
/// <param name="time">The clock.</param>
public sealed class SharedLimits(Func<string, RequestLimit, CancellationToken, Task<LimitOutcome?>> share, TimeProvider time)
{
    private const int CallersMax = 20_000;

    // After a failure the others are not asked for a while, so that an outage costs one request a second its patience and not each one.
    private static readonly TimeSpan AloneFor = TimeSpan.FromSeconds(1);
    private readonly SlidingWindows _own = new(CallersMax);
    private readonly ConcurrentDictionary<string, TimeSpan> _refusedUntil = new(StringComparer.Ordinal);
    private readonly long _origin = time.GetTimestamp();
    private long _aloneUntilTicks;

    /// <summary>Accepts a caller's request, or tells when to come again.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<LimitOutcome> TakeAsync(string caller, RequestLimit limit, CancellationToken cancellationToken)
    {
        TimeSpan now = Now();
        if (_refusedUntil.TryGetValue(caller, out TimeSpan until))
        {
            if (until > now)
                return new LimitOutcome(false, 0, until - now);
            _refusedUntil.TryRemove(caller, out _);
        }

        if (now.Ticks < Volatile.Read(ref _aloneUntilTicks))
            return _own.Take(caller, limit, now);
        if (await share(caller, limit, cancellationToken) is not { } outcome)
        {
            Volatile.Write(ref _aloneUntilTicks, (Now() + AloneFor).Ticks);
            return _own.Take(caller, limit, Now());
        }

        // Until when is reckoned from the question: reckoned from the answer, a refusal would last longer by what that took to come.
        if (outcome.IsAccepted)
            _own.Take(caller, limit, Now());
        else
            Refuse(caller, now + outcome.Reset);
        return outcome;
    }

    private void Refuse(string caller, TimeSpan until)
    {
        if (_refusedUntil.Count >= CallersMax)
            _refusedUntil.Clear();
        _refusedUntil[caller] = until;
    }

    private TimeSpan Now() => time.GetElapsedTime(_origin);
}

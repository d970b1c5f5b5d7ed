using RagCluster.Access.Limits;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Grains.Access;

/// <summary>
/// Counts in memory: when the silo that it runs on is lost, its callers begin anew, and may be accepted once more as often within that
/// window. A write for each request would make reading a question of writing.
/// </summary>
internal sealed class RequestLimitGrain(TimeProvider time) : Grain, IRequestLimitGrain
{
    private const int CallersMax = 50_000;
    private readonly SlidingWindows _windows = new(CallersMax);
    private readonly long _origin = time.GetTimestamp();

    /// <inheritdoc/>
    public Task<TakenRequest> TakeAsync(string caller, int requests, TimeSpan window, CancellationToken cancellationToken)
    {
        LimitOutcome outcome = _windows.Take(caller, new RequestLimit(requests, window), time.GetElapsedTime(_origin));
        return Task.FromResult(new TakenRequest(outcome.IsAccepted, outcome.Remaining, outcome.Reset));
    }
}

using System.Collections.Concurrent;
using System.Globalization;

namespace RagCluster.Cluster.Tests.Cluster;

/// <summary>What became of the calls of one kind.</summary>
internal sealed class CallLog(string kind)
{
    private readonly ConcurrentQueue<Call> _calls = new();

    /// <summary>All calls so far.</summary>
    internal IReadOnlyCollection<Call> Calls => _calls;

    /// <summary>Calls whose last attempt failed.</summary>
    internal IReadOnlyList<Call> Failed => [.. _calls.Where(call => call.Failed)];

    /// <summary>Calls whose first attempt failed.</summary>
    internal int FailedFirst => _calls.Count(call => call.Failures.Count > 0);

    /// <summary>Keeps a call.</summary>
    internal void Add(Call call) => _calls.Enqueue(call);

    /// <summary>The worst 99th percentile of the calls that began within a time after one of the moments.</summary>
    internal TimeSpan WorstAfter(IEnumerable<long> moments, TimeSpan within) =>
        moments
            .Select(moment =>
                Percentile(
                    _calls.Where(call => call.Began >= moment && TimeProvider.System.GetElapsedTime(moment, call.Began) <= within),
                    0.99
                )
            )
            .DefaultIfEmpty()
            .Max();

    /// <summary>The longest time in which no call ended well, between the first that did and the last.</summary>
    internal TimeSpan WorstGap()
    {
        long[] ends = [.. _calls.Where(call => !call.Failed).Select(End).Order()];
        return ends.Zip(ends.Skip(1), TimeProvider.System.GetElapsedTime).DefaultIfEmpty().Max();
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{_calls.Count} {kind}: {FailedFirst} failed without retry ({100.0 * FailedFirst / Math.Max(1, _calls.Count):F2} "
                + $"%{Reasons()}), {Failed.Count} with it; p50 {Percentile(_calls, 0.5).TotalMilliseconds:F0} ms, p99 "
                + $"{Percentile(_calls, 0.99).TotalMilliseconds:F0} ms"
        );

    private static TimeSpan Percentile(IEnumerable<Call> calls, double part)
    {
        TimeSpan[] sorted = [.. calls.Select(call => call.Took).Order()];
        return sorted.Length == 0 ? TimeSpan.Zero : sorted[(int)Math.Min(sorted.Length - 1, Math.Floor(part * sorted.Length))];
    }

    private static long End(Call call) => call.Began + (long)(call.Took.TotalSeconds * TimeProvider.System.TimestampFrequency);

    private string Reasons() =>
        string.Concat(
            _calls
                .SelectMany(call => call.Failures)
                .GroupBy(reason => reason)
                .OrderByDescending(g => g.Count())
                .Select(g => $", {g.Count()} x {g.Key}")
        );
}

using Microsoft.Extensions.Hosting;
using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Grains.Operations;

/// <summary>Looks at the ledger every second and remembers the last minute, so that rates can be told.</summary>
internal sealed class SiloSampler(CallLedger ledger, Uptime uptime, TimeProvider time) : BackgroundService
{
    private const int MomentsMax = 60;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // Long enough for a p99 over a few hundred calls, short enough to show that a silo has just died.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly List<LedgerMoment> _window = [];
    private readonly List<SiloMoment> _history = [];

    /// <summary>What this silo counted.</summary>
    /// <param name="silo">Its address.</param>
    internal SiloStatistics Describe(string silo)
    {
        LedgerMoment now = Moment();
        lock (_lock)
        {
            LedgerMoment? then = _window.Count > 0 ? _window[0] : null;
            Dictionary<(string, string), CallCounts> earlier = (then?.Calls ?? []).ToDictionary(c => (c.Grain, c.Method));
            double seconds = then is null ? 1 : Math.Max(.001, time.GetElapsedTime(then.Timestamp, now.Timestamp).TotalSeconds);
            CallStatistics[] calls =
            [
                .. now.Calls.Select(c => Describe(c, then is null ? c : earlier.GetValueOrDefault((c.Grain, c.Method)))),
            ];
            return new SiloStatistics(silo, seconds, calls, [.. _history]) { UptimeSeconds = uptime.Elapsed.TotalSeconds };
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Period, time);
        do
        {
            Remember(Moment());
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static CallStatistics Describe(CallCounts now, CallCounts? then)
    {
        HistogramSnapshot recent = now.Durations.Since(then?.Durations);
        return new CallStatistics(
            now.Grain,
            now.Method,
            now.Durations.Count,
            now.ErrorCount,
            now.ErrorCount - (then?.ErrorCount ?? 0),
            recent.Counts,
            recent.Sum
        );
    }

    private LedgerMoment Moment() => new(time.GetTimestamp(), time.GetUtcNow(), Environment.CpuUsage.TotalTime, ledger.Snapshot());

    private void Remember(LedgerMoment moment)
    {
        lock (_lock)
        {
            if (_window.Count > 0)
            {
                LedgerMoment last = _window[^1];
                TimeSpan elapsed = time.GetElapsedTime(last.Timestamp, moment.Timestamp);
                double cpu = elapsed <= TimeSpan.Zero ? 0 : (moment.CpuTime - last.CpuTime) / elapsed / Environment.ProcessorCount;
                _history.Add(new SiloMoment(moment.At, Calls(moment) - Calls(last), Errors(moment) - Errors(last), Math.Clamp(cpu, 0, 1)));
            }

            _window.Add(moment);
            while (_window.Count > 1 && time.GetElapsedTime(_window[0].Timestamp, moment.Timestamp) > Window)
            {
                _window.RemoveAt(0);
            }

            if (_history.Count > MomentsMax)
                _history.RemoveRange(0, _history.Count - MomentsMax);
        }
    }

    private static long Calls(LedgerMoment moment) => moment.Calls.Sum(c => c.Durations.Count);

    private static long Errors(LedgerMoment moment) => moment.Calls.Sum(c => c.ErrorCount);
}

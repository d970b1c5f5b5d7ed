using System.Collections.Concurrent;

namespace RagCluster.Planning.Calls.Routing;

/// <summary>
/// When a second request goes to another target: after the time within which 95 of 100 answers came, of that target or of all, and within a
/// budget. The other target counts because one slow target of three makes the 95th percentile of all as slow as itself. Safe for concurrent
/// use.
/// </summary>
public sealed class HedgePolicy
{
    /// <summary>Second requests per request.</summary>
    public const double ExtraShare = 0.05;

    // Below that many samples the quantile says nothing.
    private const int SamplesMin = 50;
    private const int SavedMax = 20;
    private const int TargetsMax = 1_000;
    private static readonly TimeSpan DelayAtFirst = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DelayMin = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(1);

    private readonly LatencyQuantile _latencies = new();
    private readonly ConcurrentDictionary<string, LatencyQuantile> _byTarget = new(StringComparer.Ordinal);
    private readonly HedgeBudget _budget = new(ExtraShare, SavedMax);

    /// <summary>The present 95th percentile; zero without samples.</summary>
    public TimeSpan P95 => _latencies.Of(0.95);

    /// <summary>How long to wait for the first answer before a second request, 2 ms to 1 s.</summary>
    /// <param name="others">Where it may go.</param>
    /// <param name="factor">A multiple of the 95th percentile; 1 unless it is tuned.</param>
    public TimeSpan Delay(IEnumerable<RouteTarget> others, double factor = 1)
    {
        ArgumentNullException.ThrowIfNull(others);
        TimeSpan usual = Usual(_latencies) ?? TimeSpan.MaxValue;
        foreach (RouteTarget other in others)
        {
            if (_byTarget.TryGetValue(other.Key, out LatencyQuantile? latencies) && Usual(latencies) is { } less && less < usual)
                usual = less;
        }

        TimeSpan delay = usual == TimeSpan.MaxValue ? DelayAtFirst : usual * factor;
        return delay < DelayMin ? DelayMin
            : delay > DelayMax ? DelayMax
            : delay;
    }

    /// <summary>Notes a first request.</summary>
    public void Begin() => _budget.Earn();

    /// <summary>Notes an answer's latency.</summary>
    /// <param name="target">Who answered.</param>
    /// <param name="latency">From request to answer.</param>
    public void Observe(string target, TimeSpan latency)
    {
        _latencies.Add(latency);
        // Targets come and go with their silos; those that are left are soon known again.
        if (_byTarget.Count > TargetsMax)
            _byTarget.Clear();
        _byTarget.GetOrAdd(target, static _ => new LatencyQuantile()).Add(latency);
    }

    /// <summary>Takes the right to a second request; false when the budget is spent.</summary>
    public bool TryHedge() => _budget.TrySpend();

    private static TimeSpan? Usual(LatencyQuantile latencies) => latencies.Count < SamplesMin ? null : latencies.Of(0.95);
}

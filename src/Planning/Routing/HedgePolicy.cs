namespace RagCluster.Planning.Routing;

/// <summary>When a second request goes to another target: after the time within which 95 of 100 answers came, and within a budget. Safe for concurrent use.</summary>
public sealed class HedgePolicy
{
    /// <summary>Second requests per request.</summary>
    public const double ExtraShare = 0.05;

    // Below that many samples the quantile says nothing.
    private const int SamplesMin = 50;
    private const int SavedMax = 20;
    private static readonly TimeSpan DelayAtFirst = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DelayMin = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(1);

    private readonly LatencyQuantile _latencies = new();
    private readonly HedgeBudget _budget = new(ExtraShare, SavedMax);

    /// <summary>The present 95th percentile; zero without samples.</summary>
    public TimeSpan P95 => _latencies.Of(0.95);

    /// <summary>How long to wait for the first answer before a second request, 2 ms to 1 s.</summary>
    /// <param name="factor">A multiple of the 95th percentile; 1 unless it is tuned.</param>
    public TimeSpan Delay(double factor = 1)
    {
        TimeSpan delay = _latencies.Count < SamplesMin ? DelayAtFirst : P95 * factor;
        return delay < DelayMin ? DelayMin : delay > DelayMax ? DelayMax : delay;
    }

    /// <summary>Notes a first request.</summary>
    public void Begin() => _budget.Earn();

    /// <summary>Notes an answer's latency.</summary>
    /// <param name="latency">From request to answer.</param>
    public void Observe(TimeSpan latency) => _latencies.Add(latency);

    /// <summary>Takes the right to a second request; false when the budget is spent.</summary>
    public bool TryHedge() => _budget.TrySpend();
}

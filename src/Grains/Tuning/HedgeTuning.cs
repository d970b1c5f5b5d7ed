using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Grains.Query.Routing;
using RagCluster.Planning.Experiments;
using RagCluster.Planning.Queries.Tuning;

namespace RagCluster.Grains.Tuning;

/// <summary>
/// Tunes how long a shard's first replica may take before a second one is asked, as a multiple of the 95th percentile, by what shards then
/// take. The share of second requests stays within its budget whatever the delay. One per silo; begins anew with it.
/// </summary>
internal sealed partial class HedgeTuning : ITunedKnob
{
    private const int BatchUses = 50;

    private readonly Lock _gate = new();
    private readonly Dictionary<double, Tally> _waiting = [];
    private readonly KnobTuner _tuner = new(Knob);
    private readonly TimeProvider _time;
    private readonly ILogger<HedgeTuning> _log;

    /// <summary>Creates an untuned one.</summary>
    public HedgeTuning(IOptions<QueryOptions> options, TimeProvider time, ILogger<HedgeTuning> log)
    {
        IsOn = options.Value.TuneHedging;
        _time = time;
        _log = log;
    }

    /// <summary>
    /// The knob: half to twice the percentile. Below, the budget is spent on calls that were about to answer; above, it is not spent.
    /// </summary>
    internal static Knob Knob { get; } = new("hedge_delay", Start: 1, Min: 0.5, Max: 2, Factor: 1.2);

    /// <inheritdoc/>
    Knob ITunedKnob.Knob => Knob;

    /// <inheritdoc/>
    public bool IsOn { get; }

    /// <summary>The multiple for one call.</summary>
    internal double Draw()
    {
        if (!IsOn)
            return Knob.Start;
        lock (_gate)
        {
            return _tuner.Candidate(_time.GetUtcNow()) is { } candidate && Random.Shared.NextDouble() < KnobTuner.TrialShare
                ? candidate
                : _tuner.Value;
        }
    }

    /// <summary>Notes what a call took.</summary>
    /// <param name="factor">The multiple that it had.</param>
    /// <param name="took">From the first request to the first answer.</param>
    internal void Observe(double factor, TimeSpan took)
    {
        if (!IsOn)
            return;
        lock (_gate)
        {
            Tally sum = _waiting.GetValueOrDefault(factor).With(Math.Log(Math.Max(took.TotalMilliseconds, 0.01)));
            if (sum.Count < BatchUses)
            {
                _waiting[factor] = sum;
                return;
            }

            _waiting.Remove(factor);
            if (_tuner.Observe(factor, sum, _time.GetUtcNow()) is { } change)
                LogTurned(Knob.Name, change.From, change.To, change.Reason);
        }
    }

    /// <inheritdoc/>
    public T With<T>(Func<IKnobTuner, T> look)
    {
        lock (_gate)
        {
            return look(_tuner);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Knob} is turned from {From} to {To}: {Reason}")]
    private partial void LogTurned(string knob, double from, double to, string reason);
}

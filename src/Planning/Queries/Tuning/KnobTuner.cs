using System.Globalization;
using RagCluster.Planning.Experiments;

namespace RagCluster.Planning.Queries.Tuning;

/// <summary>
/// Turns a knob by what its values cost: a share of the uses tries the value a step away, and that value is taken only when
/// <see cref="AlwaysValidTest"/> says that it costs less. It is a hill climb whose every step is an experiment of its own, so noise and the
/// time of day, which both values share, don't move it. Not safe for concurrent use.
/// </summary>
public sealed class KnobTuner : IKnobTuner
{
    /// <summary>The share of the uses that try the candidate.</summary>
    public const double TrialShare = 0.2;

    // A candidate that is not better by then is not worth more tries.
    private const long TrialMax = 20_000;
    private const double Alpha = 0.01;
    private static readonly TimeSpan Rest = TimeSpan.FromHours(1);

    private readonly Knob _knob;
    private readonly KnobLog _log;
    private bool _isUp;
    private int _failedTrials;
    private DateTimeOffset _restUntil;
    private Tally _currentSum;
    private Tally _candidateSum;

    /// <summary>Begins at the knob's start.</summary>
    /// <param name="knob">The knob.</param>
    public KnobTuner(Knob knob)
        : this(knob, new TuningSums(knob?.Start ?? 0, false, true, 0, default, default, default, [])) { }

    /// <summary>Goes on from what is stored; a value that the bounds no longer allow is brought within them.</summary>
    /// <param name="knob">The knob.</param>
    /// <param name="sums">What was known.</param>
    public KnobTuner(Knob knob, TuningSums sums)
    {
        ArgumentNullException.ThrowIfNull(knob);
        ArgumentNullException.ThrowIfNull(sums);
        _knob = knob;
        _log = new KnobLog(knob, sums.Value, sums.IsHeld, sums.Changes);
        _isUp = sums.IsUp;
        _failedTrials = sums.FailedTrials;
        _currentSum = sums.Current;
        _candidateSum = sums.Candidate;
        _restUntil = sums.RestUntil;
    }

    /// <inheritdoc/>
    public double Value => _log.Value;

    /// <inheritdoc/>
    public bool IsHeld => _log.IsHeld;

    /// <inheritdoc/>
    public double? Candidate(DateTimeOffset now) =>
        IsHeld || now < _restUntil ? null : _knob.Step(Value, _isUp) ?? _knob.Step(Value, !_isUp);

    /// <inheritdoc/>
    public IReadOnlyList<TuningChange> Changes => _log.Changes;

    /// <summary>What is known, as it is stored.</summary>
    public TuningSums ToSums() => new(Value, IsHeld, _isUp, _failedTrials, _restUntil, _currentSum, _candidateSum, [.. Changes]);

    /// <summary>Adds what uses cost, each the logarithm of milliseconds; those of values that are no longer tried are left out.</summary>
    /// <param name="value">The value that was used.</param>
    /// <param name="cost">The sums of the costs.</param>
    /// <param name="now">The time.</param>
    /// <returns>The change that follows from it; null for none.</returns>
    public TuningChange? Observe(double value, Tally cost, DateTimeOffset now)
    {
        if (Candidate(now) is not { } candidate)
            return null;
        if (value == Value)
            _currentSum = _currentSum.Plus(cost);
        else if (value == candidate)
            _candidateSum = _candidateSum.Plus(cost);
        else
            return null;
        ArmDifference difference = AlwaysValidTest.Compare(OutcomeMetric.Latency, _currentSum, _candidateSum, Alpha);
        if (difference.Lower > 0)
        {
            string reason = string.Create(
                CultureInfo.InvariantCulture,
                $"It costs {Percent(difference.Estimate):0.#} % less time ({Percent(difference.Lower):0.#} to "
                    + $"{Percent(difference.Upper):0.#} %), by {_candidateSum.Count} uses against {_currentSum.Count}."
            );
            _failedTrials = 0;
            BeginTrial();
            return _log.Turn(candidate, reason, now);
        }

        if (difference.Upper < 0 || _candidateSum.Count >= TrialMax)
            EndTrial(now);
        return null;
    }

    /// <inheritdoc/>
    public TuningChange? Revert(int number, DateTimeOffset now)
    {
        TuningChange? change = _log.Revert(number, now);
        if (change is not null)
            BeginTrial();
        return change;
    }

    /// <inheritdoc/>
    public void Release()
    {
        _log.Release();
        _failedTrials = 0;
        _restUntil = default;
        BeginTrial();
    }

    // Both directions were tried and neither is better: this is the place, until the load is another one.
    private void EndTrial(DateTimeOffset now)
    {
        _isUp = !_isUp;
        if (++_failedTrials == 2)
        {
            _failedTrials = 0;
            _restUntil = now + Rest;
        }

        BeginTrial();
    }

    private void BeginTrial()
    {
        _currentSum = default;
        _candidateSum = default;
    }

    private static double Percent(double difference) => 100 * (1 - Math.Exp(-difference));
}

using System.Globalization;
using RagCluster.Planning.Experiments;

namespace RagCluster.Planning.Queries.Tuning;

/// <summary>
/// Turns the search effort by the recall that searches reached: up when it surely is below what was promised, down when surely at most half
/// of the misses that are allowed are made. Between the two nothing changes: a step, which moves the misses by less than half, doesn't lead
/// to and fro. "Surely" is the confidence sequence of <see cref="AlwaysValidTest"/>, which may be looked at after every observation. Not
/// safe for concurrent use.
/// </summary>
public sealed class EffortTuner : IKnobTuner
{
    private const double Alpha = 0.01;
    private const double SpareShare = 0.5;

    // What was observed long ago was of other questions and other rows: evidence that does not tell by then is not worth keeping.
    private const long CountMax = 5_000;

    private readonly Knob _knob;
    private readonly KnobLog _log;
    private Tally _recalls;
    private double _targetSum;

    /// <summary>Begins at the knob's start.</summary>
    /// <param name="knob">The knob.</param>
    public EffortTuner(Knob knob)
    {
        _knob = knob;
        _log = new KnobLog(knob);
    }

    /// <inheritdoc/>
    public double Value => _log.Value;

    /// <inheritdoc/>
    public bool IsHeld => _log.IsHeld;

    /// <inheritdoc/>
    public IReadOnlyList<TuningChange> Changes => _log.Changes;

    /// <inheritdoc/>
    public double? Candidate(DateTimeOffset now) => null;

    /// <summary>Adds what a search found.</summary>
    /// <param name="value">The factor that it had; one that is no longer in use is left out.</param>
    /// <param name="recall">The share that it found of what an exhaustive search finds.</param>
    /// <param name="target">The share that it was to find, below 1.</param>
    /// <param name="now">The time.</param>
    /// <returns>The change that follows from it; null for none.</returns>
    public TuningChange? Observe(double value, double recall, double target, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(recall);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(recall, 1);
        if (IsHeld || value != Value)
            return null;
        _recalls = _recalls.With(recall);
        _targetSum += target;
        if (AlwaysValidTest.Bounds(_recalls, Alpha) is not var (lower, upper))
            return null;
        double aim = _targetSum / _recalls.Count;
        bool isUnder = upper < aim;
        bool isSpare = lower > 1 - ((1 - aim) * SpareShare);
        string reason = string.Create(
            CultureInfo.InvariantCulture,
            $"{_recalls.Count} searches that were repeated exhaustively had found {_recalls.Mean:0.000} "
                + $"({Math.Max(0, lower):0.000} to {Math.Min(1, upper):0.000}) of the nearest where {aim:0.000} is the target."
        );
        if (isUnder || isSpare || _recalls.Count >= CountMax)
            BeginAnew();
        return (isUnder || isSpare) && _knob.Step(Value, isUnder) is { } next ? _log.Turn(next, reason, now) : null;
    }

    /// <inheritdoc/>
    public TuningChange? Revert(int number, DateTimeOffset now)
    {
        TuningChange? change = _log.Revert(number, now);
        if (change is not null)
            BeginAnew();
        return change;
    }

    /// <inheritdoc/>
    public void Release() => _log.Release();

    private void BeginAnew()
    {
        _recalls = default;
        _targetSum = 0;
    }
}

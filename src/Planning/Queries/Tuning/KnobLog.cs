using System.Globalization;

namespace RagCluster.Planning.Queries.Tuning;

/// <summary>
/// A knob's value within its bounds, with every change and its reason. Somebody else decides on the changes. Not safe for concurrent use.
/// </summary>
public sealed class KnobLog : IKnobTuner
{
    private const int ChangesMax = 1000;

    private readonly Knob _knob;
    private readonly List<TuningChange> _changes;

    /// <summary>Begins at the knob's start.</summary>
    /// <param name="knob">The knob.</param>
    public KnobLog(Knob knob)
        : this(knob, knob?.Start ?? 0, false, []) { }

    /// <summary>Goes on from what is stored; a value that the bounds no longer allow is brought within them.</summary>
    /// <param name="knob">The knob.</param>
    /// <param name="value">The value in use.</param>
    /// <param name="isHeld">Whether a change was reverted.</param>
    /// <param name="changes">The log, the oldest first.</param>
    public KnobLog(Knob knob, double value, bool isHeld, IEnumerable<TuningChange> changes)
    {
        ArgumentNullException.ThrowIfNull(knob);
        _knob = knob;
        _changes = [.. changes];
        Value = Math.Clamp(value, knob.Min, knob.Max);
        IsHeld = isHeld;
    }

    /// <inheritdoc/>
    public double Value { get; private set; }

    /// <inheritdoc/>
    public bool IsHeld { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<TuningChange> Changes => _changes;

    /// <inheritdoc/>
    public double? Candidate(DateTimeOffset now) => null;

    /// <summary>Turns the knob.</summary>
    /// <param name="to">The new value; one beyond the bounds is brought within them.</param>
    /// <param name="reason">What was measured, or who asked for it.</param>
    /// <param name="now">The time.</param>
    /// <returns>The change.</returns>
    public TuningChange Turn(double to, string reason, DateTimeOffset now)
    {
        to = Math.Clamp(to, _knob.Min, _knob.Max);
        TuningChange change = new(_changes.Count == 0 ? 1 : _changes[^1].Number + 1, now, Value, to, reason);
        _changes.Add(change);
        if (_changes.Count > ChangesMax)
            _changes.RemoveAt(0);
        Value = to;
        return change;
    }

    /// <inheritdoc/>
    public TuningChange? Revert(int number, DateTimeOffset now)
    {
        if (_changes.Find(change => change.Number == number) is not { } reverted)
            return null;
        IsHeld = true;
        return Turn(reverted.From, string.Create(CultureInfo.InvariantCulture, $"Change {number} was reverted by command."), now);
    }

    /// <inheritdoc/>
    public void Release() => IsHeld = false;
}

using RagCluster.Planning.Experiments;

namespace RagCluster.Planning.Queries.Tuning;

/// <summary>
/// Tunes a knob that holds for everybody at once: time is cut into slices, a share of them drawn to try the candidate, and a slice is one
/// observation however many uses it had, since these share its load (a switchback experiment: I. Bojinov, D. Simchi-Levi and J. Zhao,
/// "Design and Analysis of Switchback Experiments", Management Science 69(7), 2023). Uses at a slice's beginning still feel the slice
/// before and don't count. Not safe for concurrent use.
/// </summary>
public sealed class SliceTuner
{
    // A fifth of a slice is many times what a use takes.
    private const int SettlingShare = 5;

    private readonly KnobTuner _tuner;
    private readonly TimeSpan _length;
    private readonly Func<double> _draw;
    private Slice? _present;
    private Slice? _before;

    /// <summary>Begins with the tuner's value.</summary>
    /// <param name="tuner">Decides.</param>
    /// <param name="length">The length of a slice: many times what a use takes.</param>
    /// <param name="draw">Uniform draws, from 0 to below 1.</param>
    public SliceTuner(KnobTuner tuner, TimeSpan length, Func<double> draw)
    {
        ArgumentNullException.ThrowIfNull(tuner);
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        _tuner = tuner;
        _length = length;
        _draw = draw;
    }

    /// <summary>The value that holds now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="change">The change that follows from the slices that have ended; null for none.</param>
    public double Value(DateTimeOffset now, out TuningChange? change)
    {
        change = null;
        if (_present is not null && now < _present.Began + _length)
            return _present.Value;
        // A use may end in the slice after its own, so that one is counted when the next begins.
        change = Count(_before, now);
        _before = _present;
        double? candidate = _tuner.Candidate(now);
        _present = new Slice(now, candidate is { } tried && _draw() < KnobTuner.TrialShare ? tried : _tuner.Value);
        return _present.Value;
    }

    /// <summary>Notes what a use cost; one that began neither in this slice nor in the one before is left out.</summary>
    /// <param name="began">When it began.</param>
    /// <param name="cost">The logarithm of milliseconds.</param>
    public void Observe(DateTimeOffset began, double cost)
    {
        Slice? slice = _present is not null && began >= _present.Began ? _present : _before;
        if (slice is not null && began >= slice.Began + (_length / SettlingShare) && began < slice.Began + _length)
            slice.Costs = slice.Costs.With(cost);
    }

    private TuningChange? Count(Slice? slice, DateTimeOffset now) =>
        slice is { Costs.Count: > 0 } ? _tuner.Observe(slice.Value, default(Tally).With(slice.Costs.Mean), now) : null;

    private sealed class Slice(DateTimeOffset began, double value)
    {
        public DateTimeOffset Began { get; } = began;

        public double Value { get; } = value;

        public Tally Costs { get; set; }
    }
}

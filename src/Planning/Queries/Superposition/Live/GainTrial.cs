using RagCluster.Planning.Experiments;

namespace RagCluster.Planning.Queries.Superposition.Live;

/// <summary>
/// Whether the planner of a class earns its keep: a share of the queries runs the fixed plan as a control, and the planner is suspended
/// when the lower end of the gain's confidence sequence has been at or under 0 for as long as one has patience. The sequence may be looked
/// at at any time (<see cref="AlwaysValidTest"/>); before it says anything its lower end is under 0, so a planner that can't show a gain is
/// suspended too. Not safe for concurrent use.
/// </summary>
public sealed class GainTrial
{
    /// <summary>The probability that the confidence sequence ever misses the true gain.</summary>
    public const double Alpha = 0.05;

    private Tally _planned;
    private Tally _control;

    /// <summary>A trial that has not begun.</summary>
    public GainTrial()
        : this(default) { }

    /// <summary>Goes on from what is stored.</summary>
    /// <param name="sums">What was known.</param>
    public GainTrial(GainSums sums) =>
        (_planned, _control, UnderSince, SuspendedAt) = (sums.Planned, sums.Control, sums.UnderSince, sums.SuspendedAt);

    /// <summary>Judged queries of both kinds.</summary>
    public (long Planned, long Control) Counts => (_planned.Count, _control.Count);

    /// <summary>The mean utility of the planner's queries over that of the control's.</summary>
    public ArmDifference Gain => AlwaysValidTest.Compare(OutcomeMetric.Groundedness, _control, _planned, Alpha);

    /// <summary>Since when the gain's lower end has not been above 0; null while it is, and before the first look.</summary>
    public DateTimeOffset? UnderSince { get; private set; }

    /// <summary>When the planner was suspended; null while it chooses.</summary>
    public DateTimeOffset? SuspendedAt { get; private set; }

    /// <summary>Who chooses a query's plan.</summary>
    /// <param name="draw">A uniform draw, from 0 to below 1.</param>
    /// <param name="controlShare">The share of the control.</param>
    public PlanRole Role(double draw, double controlShare) =>
        SuspendedAt is not null ? PlanRole.Suspended
        : draw < controlShare ? PlanRole.Control
        : PlanRole.Planned;

    /// <summary>Adds judged queries. Sums commute.</summary>
    /// <param name="planned">The utilities of the planner's.</param>
    /// <param name="control">The utilities of the control's.</param>
    public void Add(Tally planned, Tally control) => (_planned, _control) = (_planned.Plus(planned), _control.Plus(control));

    /// <summary>Evaluates the gain. It is to be called now and then once the class has queries.</summary>
    /// <param name="now">The time.</param>
    /// <param name="patience">How long the lower end may be under 0.</param>
    /// <returns>Whether anything changed.</returns>
    public bool Evaluate(DateTimeOffset now, TimeSpan patience)
    {
        if (SuspendedAt is not null)
            return false;
        DateTimeOffset? before = UnderSince;
        UnderSince = Gain.Lower > 0 ? null : before ?? now;
        if (UnderSince is { } since && now - since >= patience)
            SuspendedAt = now;
        return UnderSince != before || SuspendedAt is not null;
    }

    /// <summary>Forgets the evidence and lets the planner choose again.</summary>
    public void Restart() => (_planned, _control, UnderSince, SuspendedAt) = (default, default, null, null);

    /// <summary>What is known, as it is stored.</summary>
    public GainSums ToSums() => new(_planned, _control, UnderSince, SuspendedAt);
}

namespace RagCluster.Planning.Experiments;

/// <summary>
/// What an experiment has learned. Each unit counts once in each metric, with its first outcome: several answers to one principal resemble
/// each other, and counted one by one they would prove what chance did. Not safe for concurrent use.
/// </summary>
public sealed class ExperimentEvidence
{
    // Beside one kind for each metric: units whose click was counted.
    private const int Clicked = 15;

    private static readonly OutcomeMetric[] Metrics = Enum.GetValues<OutcomeMetric>();

    private readonly ExperimentDesign _design;
    private readonly Tally[] _tallies;
    private readonly double[] _logRatios;
    private readonly SeenUnits _seen;

    /// <summary>Begins without evidence.</summary>
    /// <param name="design">The experiment.</param>
    public ExperimentEvidence(ExperimentDesign design)
        : this(design, new EvidenceSums([], [], [])) { }

    /// <summary>Goes on from what is stored.</summary>
    /// <param name="design">The experiment.</param>
    /// <param name="sums">What was known; metrics that came later begin without evidence.</param>
    public ExperimentEvidence(ExperimentDesign design, EvidenceSums sums)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(sums);
        _design = design;
        _tallies = Resized(sums.Tallies);
        _logRatios = Resized(sums.LogRatios);
        _seen = sums.Seen.Length == 0 ? new SeenUnits() : SeenUnits.Read(sums.Seen);
    }

    /// <summary>The evidence as it is stored.</summary>
    public EvidenceSums ToSums() => new((Tally[])_tallies.Clone(), (double[])_logRatios.Clone(), _seen.ToBytes());

    /// <summary>Counts an outcome of a unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="value">The outcome: the logarithm of milliseconds, or a share from 0 to 1.</param>
    /// <returns>Whether it counts: not when the unit was counted before, or the value is none of the metric.</returns>
    public bool Record(ulong unit, OutcomeMetric metric, double value)
    {
        if (!double.IsFinite(value) || (metric != OutcomeMetric.Latency && value is < 0 or > 1) || !_seen.Add(unit, (int)metric))
            return false;
        Tally(unit, metric) = Tally(unit, metric).With(value);
        return true;
    }

    /// <summary>Counts a click on a citation: the unit's outcome, 0 until now, becomes 1.</summary>
    /// <param name="unit">The unit.</param>
    /// <returns>Whether it counts: not when the unit was shown nothing, or has clicked before.</returns>
    public bool RecordClick(ulong unit)
    {
        ref Tally tally = ref Tally(unit, OutcomeMetric.Click);
        if (!_seen.Contains(unit, (int)OutcomeMetric.Click) || tally.Sum + 1 > tally.Count || !_seen.Add(unit, Clicked))
            return false;
        tally = tally.Raised();
        return true;
    }

    /// <summary>What the evidence says now of each arm. May be asked for as often as one likes.</summary>
    public IReadOnlyList<ArmJudgement> Judge() => [.. Enumerable.Range(0, _design.Arms.Count).Select(Judge)];

    private ArmJudgement Judge(int arm)
    {
        MetricJudgement[] metrics = [.. Metrics.Select(metric => Judge(arm, metric))];
        if (arm == 0)
            return new ArmJudgement(ArmVerdict.Undecided, null, metrics);
        ArmDifference primary = metrics[(int)_design.Primary].Difference;
        ArmVerdict verdict =
            primary.Lower > 0 ? ArmVerdict.Better
            : primary.Upper < 0 ? ArmVerdict.Worse
            : ArmVerdict.Undecided;
        Guardrail? broken = _design.Guardrails.FirstOrDefault(guardrail =>
            Compare(arm, guardrail.Metric, _design.GuardrailAlpha).Upper < -guardrail.Accepted
        );
        return new ArmJudgement(verdict, broken, metrics);
    }

    private MetricJudgement Judge(int arm, OutcomeMetric metric)
    {
        int place = Place(arm, metric);
        if (arm == 0)
            return new MetricJudgement(metric, _tallies[place], ArmDifference.Unknown, 1);
        ArmDifference difference = Compare(arm, metric, _design.PrimaryAlpha);
        _logRatios[place] = Math.Max(_logRatios[place], difference.LogRatio);
        return new MetricJudgement(metric, _tallies[place], difference, Math.Exp(-_logRatios[place]));
    }

    private ArmDifference Compare(int arm, OutcomeMetric metric, double alpha) =>
        AlwaysValidTest.Compare(metric, _tallies[Place(0, metric)], _tallies[Place(arm, metric)], alpha);

    private ref Tally Tally(ulong unit, OutcomeMetric metric) => ref _tallies[Place(ArmAssignment.ArmOf(unit, _design.Arms), metric)];

    private static int Place(int arm, OutcomeMetric metric) => (arm * Metrics.Length) + (int)metric;

    private T[] Resized<T>(T[] stored)
    {
        T[] all = new T[_design.Arms.Count * Metrics.Length];
        int known = stored.Length / _design.Arms.Count;
        for (int arm = 0; arm < _design.Arms.Count; arm++)
            Array.Copy(stored, arm * known, all, arm * Metrics.Length, known);
        return all;
    }
}

namespace RagCluster.Planning.Queries.Superposition;

/// <summary>How plans are weighed and explored.</summary>
public sealed record TaskPlannerOptions
{
    /// <summary>Draws of one superposition: the error of a probability is at most 0.044.</summary>
    public int Draws { get; init; } = 128;

    /// <summary>λ: what a second of latency is worth in quality. 0.2 makes 50 ms as dear as one point.</summary>
    public double LatencyPrice { get; init; } = 0.2;

    /// <summary>μ: what a unit of a plan's cost is worth in quality.</summary>
    public double CostPrice { get; init; } = 0.001;

    /// <summary>From this probability on the best plan is taken without a draw.</summary>
    public double CollapseAt { get; init; } = 0.95;

    /// <summary>
    /// κ: how far a draw may lead away from the expectation, where labels are frequent. 0 takes the best expectation, and is what was
    /// measured to lose least (docs/planner.md); exploration happens off the user's path.
    /// </summary>
    public double Kappa { get; init; }

    /// <summary>Labels an hour from which κ is used.</summary>
    public double KappaLabelsPerHour { get; init; } = 10;

    /// <summary>
    /// B: shadow runs per query on average. 0, since they did not lower the regret measured (docs/planner.md); 0.02 was tried.
    /// </summary>
    public double ShadowBudget { get; init; }

    /// <summary>B where labels are rarer than <see cref="KappaLabelsPerHour"/>; 0.05 was tried.</summary>
    public double ShadowBudgetRare { get; init; }

    /// <summary>The highest probability of a shadow run.</summary>
    public double ShadowProbabilityMax { get; init; } = 0.25;

    /// <summary>Plans less likely than this to be the best get no shadow run.</summary>
    public double ShadowPlanMin { get; init; } = 0.02;

    /// <summary>The time constant with which a latency's last seconds fade to its baseline, setting QUANTUM_COHERENCE_TIME.</summary>
    public TimeSpan CoherenceTime { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>What is wrong with these options, naming the option and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (Draws is < 16 or > 4096)
            yield return $"{nameof(Draws)} is {Draws}: set it between 16 and 4096.";
        if (!(LatencyPrice >= 0) || !(CostPrice >= 0))
            yield return $"{nameof(LatencyPrice)} ({LatencyPrice}) and {nameof(CostPrice)} ({CostPrice}): set none below 0.";
        if (CollapseAt is not (> 0.5 and <= 1))
            yield return $"{nameof(CollapseAt)} is {CollapseAt}: set it above 0.5 and up to 1.";
        if (Kappa is not (>= 0 and <= 1))
            yield return $"{nameof(Kappa)} is {Kappa}: set it from 0 to 1.";
        if (ShadowBudget is not (>= 0 and <= 1) || ShadowBudgetRare is not (>= 0 and <= 1) || ShadowProbabilityMax is not (>= 0 and <= 1))
            yield return $"{nameof(ShadowBudget)} ({ShadowBudget}), {nameof(ShadowBudgetRare)} ({ShadowBudgetRare}) and "
                + $"{nameof(ShadowProbabilityMax)} ({ShadowProbabilityMax}): set them from 0 to 1.";
        if (CoherenceTime <= TimeSpan.Zero)
            yield return $"{nameof(CoherenceTime)} is {CoherenceTime}: set a positive time.";
    }
}

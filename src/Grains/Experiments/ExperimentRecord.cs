using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Planning.Experiments;

namespace RagCluster.Grains.Experiments;

/// <summary>An experiment as it is stored, beside the units that were counted.</summary>
/// <param name="Definition">What it compares.</param>
/// <param name="Salt">What its assignment depends on.</param>
/// <param name="CreatedAt">When it began.</param>
internal sealed record ExperimentRecord(ExperimentDefinition Definition, string Salt, DateTimeOffset CreatedAt)
{
    /// <summary>When it was stopped; null while it runs.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Why.</summary>
    public string? StopReason { get; init; }

    /// <summary>Arms that a guardrail stopped.</summary>
    public ArmStop[] Stops { get; init; } = [];

    /// <summary>The sums.</summary>
    public Tally[] Tallies { get; init; } = [];

    /// <summary>The largest likelihood ratios.</summary>
    public double[] LogRatios { get; init; } = [];

    /// <summary>The experiment as the library knows it.</summary>
    internal ExperimentDesign Design() =>
        new(
            Salt,
            ExperimentArms.Of(Definition),
            (OutcomeMetric)Definition.Primary,
            [.. Definition.Guardrails.Select(guardrail => new Guardrail((OutcomeMetric)guardrail.Outcome, guardrail.Margin))],
            Definition.Alpha
        );
}

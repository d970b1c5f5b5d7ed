namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>A chosen plan and all that is needed to choose it again.</summary>
/// <param name="Plan">Its name.</param>
/// <param name="Seed">The seed of the draws.</param>
/// <param name="At">When it was chosen.</param>
/// <param name="Constraints">What it had to fit.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.PlanChoice")]
public sealed record PlanChoice(
    [property: Id(0)] string Plan,
    [property: Id(1)] ulong Seed,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] PlanConstraints Constraints
)
{
    /// <summary>By what it was weighed.</summary>
    [Id(4)]
    public required PlanTerms Terms { get; init; }

    /// <summary>What was known, as far as it counts on that silo.</summary>
    [Id(5)]
    public required PlanEvidence Evidence { get; init; }

    /// <summary>Each open plan's probability of being the best.</summary>
    [Id(6)]
    public required PlanShare[] Shares { get; init; }

    /// <summary>The entropy of the shares, 0 to 1.</summary>
    [Id(7)]
    public double Entropy { get; init; }

    /// <summary>Whether one plan was as good as certain.</summary>
    [Id(8)]
    public bool IsCollapsed { get; init; }

    /// <summary>Whether no plan fitted and the quickest was taken.</summary>
    [Id(9)]
    public bool IsFallback { get; init; }

    /// <summary>Whether it runs, or the fixed plan in its place.</summary>
    [Id(10)]
    public PlanArm Arm { get; init; }
}

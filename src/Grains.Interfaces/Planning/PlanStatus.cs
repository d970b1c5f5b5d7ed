namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>What is known of the plans of one query class.</summary>
/// <param name="QueryClass">The class.</param>
/// <param name="QueryCount">Queries that reported.</param>
/// <param name="Epoch">Events so far.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.PlanStatus")]
public sealed record PlanStatus([property: Id(0)] string QueryClass, [property: Id(1)] long QueryCount, [property: Id(2)] int Epoch)
{
    /// <summary>The plans that a query can have.</summary>
    [Id(3)]
    public required PlanAmplitude[] Plans { get; init; }

    /// <summary>How undecided it is between them: 0 when one is certain, 1 when all are alike.</summary>
    [Id(4)]
    public double Entropy { get; init; }

    /// <summary>The steps that were seen.</summary>
    [Id(5)]
    public required StageCoherence[] Stages { get; init; }

    /// <summary>The last events, newest first.</summary>
    [Id(6)]
    public required DecoherenceEvent[] Events { get; init; }

    /// <summary>How many queries can be repeated.</summary>
    [Id(7)]
    public int RecordCount { get; init; }

    /// <summary>Whether the planner earns its keep; null from a build that did not ask.</summary>
    [Id(8)]
    public PlanTrial? Trial { get; init; }

    /// <summary>The golden queries; null from a build that has none.</summary>
    [Id(9)]
    public GoldenStatus? Golden { get; init; }

    /// <summary>Whether one plan is as good as certain, so that it is taken without a draw.</summary>
    [Id(10)]
    public bool IsCollapsed { get; init; }
}

namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>Whether the planner of a class earns its keep, by the queries that run the fixed plan as a control.</summary>
/// <param name="PlannedCount">Judged queries whose plan the planner chose.</param>
/// <param name="ControlCount">Judged queries of the control.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.PlanTrial")]
public sealed record PlanTrial([property: Id(0)] long PlannedCount, [property: Id(1)] long ControlCount)
{
    /// <summary>The gain in mean utility; null before there are enough queries of both.</summary>
    [Id(2)]
    public double? Gain { get; init; }

    /// <summary>The lower end of its confidence sequence.</summary>
    [Id(3)]
    public double? Lower { get; init; }

    /// <summary>The upper end.</summary>
    [Id(4)]
    public double? Upper { get; init; }

    /// <summary>Since when the lower end has not been above 0.</summary>
    [Id(5)]
    public DateTimeOffset? UnderSince { get; init; }

    /// <summary>When the planner of the class was suspended; null while it chooses.</summary>
    [Id(6)]
    public DateTimeOffset? SuspendedAt { get; init; }
}

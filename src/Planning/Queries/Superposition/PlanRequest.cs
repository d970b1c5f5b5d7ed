namespace RagCluster.Planning.Queries.Superposition;

/// <summary>What a query's plan has to fit.</summary>
public sealed record PlanRequest
{
    /// <summary>The silo whose latencies count.</summary>
    public string Silo { get; init; } = "";

    /// <summary>Time left; plans that are expected to take longer are out. Null for no limit.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Steps whose breaker is open; plans that use one are out.</summary>
    public IReadOnlyCollection<string> OpenBreakers { get; init; } = [];

    /// <summary>Plans that cannot run now, such as <c>cached</c> without an entry.</summary>
    public IReadOnlyCollection<string> Excluded { get; init; } = [];

    /// <summary>The most that the plan may cost. Null for no limit.</summary>
    public double? Budget { get; init; }

    /// <summary>Labels an hour that the class gets.</summary>
    public double LabelsPerHour { get; init; }
}

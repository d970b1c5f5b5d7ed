namespace RagCluster.Cli.Client;

/// <summary>Whether the planner of a class earns its keep, as the API shows it.</summary>
internal sealed record PlanTrialView(
    bool Suspended,
    long PlannedQueries,
    long ControlQueries,
    double? Gain,
    double? Lower,
    double? Upper,
    DateTimeOffset? NoGainSince,
    DateTimeOffset? SuspendedAt
);

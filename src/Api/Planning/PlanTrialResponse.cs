using RagCluster.Grains.Interfaces.Planning;

namespace RagCluster.Api.Planning;

/// <summary>Whether the planner of a class earns its keep, over HTTP.</summary>
internal sealed record PlanTrialResponse(
    bool Suspended,
    long PlannedQueries,
    long ControlQueries,
    double? Gain,
    double? Lower,
    double? Upper,
    DateTimeOffset? NoGainSince,
    DateTimeOffset? SuspendedAt
)
{
    /// <summary>The HTTP form; null when nobody asked.</summary>
    internal static PlanTrialResponse? From(PlanTrial? trial) =>
        trial is null
            ? null
            : new PlanTrialResponse(
                trial.SuspendedAt is not null,
                trial.PlannedCount,
                trial.ControlCount,
                trial.Gain,
                trial.Lower,
                trial.Upper,
                trial.UnderSince,
                trial.SuspendedAt
            );
}

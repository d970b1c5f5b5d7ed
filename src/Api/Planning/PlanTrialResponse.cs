using RagCluster.Grains.Interfaces.Planning;

namespace RagCluster.Api.Planning;

/// <summary>Whether the planner of a class brings a gain, by the queries that run the fixed plan as a control.</summary>
/// <param name="Suspended">Whether the planner of the class is suspended, for want of a gain.</param>
/// <param name="PlannedQueries">Judged queries whose plan the planner chose.</param>
/// <param name="ControlQueries">Judged queries that ran the fixed plan as a control.</param>
/// <param name="Gain">How much greater the planner's mean utility is than the control's; null before there are enough queries of
/// both.</param>
/// <param name="Lower">The lower end of the gain's confidence sequence; null where there is no gain yet.</param>
/// <param name="Upper">The upper end of the gain's confidence sequence; null where there is no gain yet.</param>
/// <param name="NoGainSince">Since when the lower end has not been above 0; null while it is.</param>
/// <param name="SuspendedAt">When the planner of the class was suspended; null while it chooses.</param>
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

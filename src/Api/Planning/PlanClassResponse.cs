using RagCluster.Api.Queries;
using RagCluster.Grains.Interfaces.Planning;

namespace RagCluster.Api.Planning;

/// <summary>What is known of the plans of one query class.</summary>
/// <param name="Collection">The collection's name.</param>
/// <param name="QueryClass">The class of queries.</param>
/// <param name="Queries">Queries of the class that were reported.</param>
/// <param name="Epoch">How many events there have been after which less of what was learned holds.</param>
/// <param name="Entropy">How undecided it is between the plans, 0 to 1: 0 when one is certain, 1 when all are alike.</param>
/// <param name="Collapsed">Whether one plan is as good as certain, so that it is taken without a draw.</param>
/// <param name="Coherence">How much what was last measured of latencies still counts, 0 to 1.</param>
/// <param name="Plans">The plans that a query of the class can have.</param>
/// <param name="Stages">The steps that were seen.</param>
/// <param name="Events">The last events, the newest first.</param>
/// <param name="Records">Queries that can be repeated.</param>
/// <param name="Trial">Whether the planner of the class brings a gain; null when that was not asked.</param>
/// <param name="Golden">The golden queries; null where there are none.</param>
internal sealed record PlanClassResponse(
    string Collection,
    string QueryClass,
    long Queries,
    int Epoch,
    double Entropy,
    bool Collapsed,
    double Coherence,
    PlanAmplitudeResponse[] Plans,
    StageCoherenceResponse[] Stages,
    DecoherenceResponse[] Events,
    int Records,
    PlanTrialResponse? Trial,
    GoldenResponse? Golden
)
{
    /// <summary>The HTTP form of a class. It is as coherent as the step that was seen last.</summary>
    internal static PlanClassResponse From(string collection, PlanStatus status) =>
        new(
            collection,
            status.QueryClass,
            status.QueryCount,
            status.Epoch,
            status.Entropy,
            status.IsCollapsed,
            status.Stages.Select(stage => stage.Coherence).DefaultIfEmpty().Max(),
            [
                .. status.Plans.Select(plan => new PlanAmplitudeResponse(
                    plan.Plan,
                    Math.Sqrt(plan.Probability),
                    plan.Probability,
                    plan.Expected,
                    plan.Successes,
                    plan.Failures
                )),
            ],
            [
                .. status.Stages.Select(stage => new StageCoherenceResponse(
                    stage.Stage,
                    ExplanationResponse.Milliseconds(stage.Expected),
                    ExplanationResponse.Milliseconds(stage.Baseline),
                    stage.Coherence,
                    stage.LastSeen
                )),
            ],
            [
                .. status.Events.Select(happened => new DecoherenceResponse(
                    happened.At,
                    happened.Cause,
                    happened.ChangedShare,
                    happened.Left
                )),
            ],
            status.RecordCount,
            PlanTrialResponse.From(status.Trial),
            status.Golden is { } golden ? new GoldenResponse(golden.Left, golden.RanAt, golden.QueryCount) : null
        );
}

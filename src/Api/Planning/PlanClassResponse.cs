using RagCluster.Api.Queries;
using RagCluster.Grains.Interfaces.Planning;

namespace RagCluster.Api.Planning;

/// <summary>What is known of the plans of one query class, over HTTP.</summary>
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

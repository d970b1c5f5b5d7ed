using RagCluster.Grains.Interfaces.Experiments;

namespace RagCluster.Api.Experiments;

/// <summary>An experiment over HTTP.</summary>
internal sealed record ExperimentResponse(
    string Name,
    string Collection,
    string Description,
    AssignmentUnit Unit,
    OutcomeKind Primary,
    GuardrailBody[] Guardrails,
    double Alpha,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StoppedAt,
    string? StopReason,
    ArmResponse[] Arms
)
{
    /// <summary>The HTTP form of an experiment.</summary>
    internal static ExperimentResponse From(ExperimentState state) =>
        new(
            state.Definition.Name,
            state.Definition.Collection.Name,
            state.Definition.Description,
            state.Definition.Unit,
            state.Definition.Primary,
            [.. state.Definition.Guardrails.Select(guardrail => new GuardrailBody(guardrail.Outcome, guardrail.Margin))],
            state.Definition.Alpha,
            state.StoppedAt is null ? "running" : "stopped",
            state.CreatedAt,
            state.StoppedAt,
            state.StopReason,
            [.. state.Arms.Select((arm, i) => ArmResponse.From(state.Definition.Arms[i], arm))]
        );
}

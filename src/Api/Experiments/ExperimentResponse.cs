using RagCluster.Grains.Interfaces.Experiments;

namespace RagCluster.Api.Experiments;

/// <summary>An experiment and what it has shown so far.</summary>
/// <param name="Name">The experiment's name, unique within the tenant.</param>
/// <param name="Collection">The collection whose queries take part.</param>
/// <param name="Description">What it is for; empty when nobody said.</param>
/// <param name="Unit">What keeps its arm.</param>
/// <param name="Primary">The outcome by which arms are judged.</param>
/// <param name="Guardrails">What stops a losing arm.</param>
/// <param name="Alpha">The probability, at most, of finding a difference where there is none.</param>
/// <param name="Status"><c>running</c> or <c>stopped</c>.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="StoppedAt">When it was stopped; null while it runs.</param>
/// <param name="StopReason">Why it was stopped; null while it runs, or when nobody said.</param>
/// <param name="Arms">The arms and how they do; the first is the control.</param>
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

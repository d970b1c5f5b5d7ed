using RagCluster.Grains.Interfaces.Experiments;

namespace RagCluster.Api.Experiments;

/// <summary>An outcome in which an arm may not lose.</summary>
/// <param name="Outcome">The outcome that is watched.</param>
/// <param name="Margin">The loss that is accepted, 0 to 10; for latency a ratio.</param>
internal sealed record GuardrailBody(OutcomeKind Outcome, double Margin = 0);

namespace RagCluster.Grains.Interfaces.Experiments;

/// <summary>An outcome in which an arm that loses by more than a margin is stopped.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Margin">The loss that is accepted; for latency a ratio.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.GuardrailDefinition")]
public sealed record GuardrailDefinition([property: Id(0)] OutcomeKind Outcome, [property: Id(1)] double Margin);

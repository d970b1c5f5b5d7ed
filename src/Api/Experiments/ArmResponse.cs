using RagCluster.Grains.Interfaces.Experiments;

namespace RagCluster.Api.Experiments;

/// <summary>An arm and how it does.</summary>
/// <param name="Name">The arm's name within the experiment.</param>
/// <param name="Share">Its share of the units, above 0 and at most 1.</param>
/// <param name="Overrides">What it changes of a request.</param>
/// <param name="Verdict"><c>control</c>, <c>undecided</c>, <c>better</c> or <c>worse</c>, by the primary outcome.</param>
/// <param name="Status"><c>open</c>, or <c>stopped</c> by a guardrail.</param>
/// <param name="StoppedAt">When a guardrail stopped it; null while it is open.</param>
/// <param name="StopReason">Why it was stopped; null while it is open.</param>
/// <param name="Outcomes">What was observed, outcome by outcome.</param>
internal sealed record ArmResponse(
    string Name,
    double Share,
    OverridesBody Overrides,
    string Verdict,
    string Status,
    DateTimeOffset? StoppedAt,
    string? StopReason,
    ArmOutcomeResponse[] Outcomes
)
{
    /// <summary>The HTTP form of an arm.</summary>
    internal static ArmResponse From(ArmDefinition definition, ArmState state) =>
        new(
            definition.Name,
            Math.Round(definition.Share, 6),
            OverridesBody.From(definition.Overrides),
            state.Verdict,
            state.StoppedAt is null ? "open" : "stopped",
            state.StoppedAt,
            state.StopReason,
            [.. state.Outcomes.Select(ArmOutcomeResponse.From)]
        );
}

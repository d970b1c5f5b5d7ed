using RagCluster.Grains.Interfaces.Experiments;

namespace RagCluster.Api.Experiments;

/// <summary>An arm and how it does.</summary>
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

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
            Overridden(definition.Overrides),
            state.Verdict,
            state.StoppedAt is null ? "open" : "stopped",
            state.StoppedAt,
            state.StopReason,
            [.. state.Outcomes.Select(ArmOutcomeResponse.From)]
        );

    private static OverridesBody Overridden(QueryOverrides overrides)
    {
        RankingOverridesBody ranking = new(
            overrides.Fusion,
            overrides.Deduplicate,
            overrides.Diversity,
            overrides.Joined,
            overrides.Recall,
            overrides.DenseWeight
        );
        return new OverridesBody(
            overrides.Collection,
            overrides.TopK,
            overrides.Mode,
            overrides.PerDocumentMax,
            overrides.Exact,
            overrides.AllowPartial,
            overrides.Timeout is { } timeout ? (int)timeout.TotalMilliseconds : null,
            overrides.Rerank,
            overrides.Reranker,
            ranking == new RankingOverridesBody() ? null : ranking,
            overrides.MultiQuery,
            overrides.Hyde,
            overrides.ContextTokensMax,
            overrides.ChatModel,
            overrides.Prompt
        );
    }
}

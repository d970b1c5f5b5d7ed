using RagCluster.Api.Queries;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Api.Experiments;

/// <summary>What an arm changes of a request's <c>ranking</c>.</summary>
internal sealed record RankingOverridesBody(
    FusionMode? Fusion = null,
    bool? Deduplicate = null,
    double? Diversity = null,
    int? Joined = null,
    double? Recall = null,
    double? DenseWeight = null
)
{
    /// <summary>The ranking of a request that asks for just this.</summary>
    internal RankingBody ToBody() => new(Fusion ?? default, Deduplicate ?? false, Diversity ?? 0, Joined ?? 1, Recall, DenseWeight);
}

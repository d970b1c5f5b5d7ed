using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Api.Queries;

/// <summary>How the legs' hits become one list.</summary>
/// <param name="Fusion">scores (default) or ranks.</param>
/// <param name="Deduplicate">Whether passages go that say what a better one has said.</param>
/// <param name="Diversity">How much unlikeness to the passages before counts against relevance, 0 (default) to 1.</param>
/// <param name="Joined">How many neighbours of one document may be joined into one passage, 1 (default) to 10; for search only.</param>
/// <param name="Recall">The share of the true nearest chunks that the vector leg is to find, 0.5 to 1.</param>
/// <param name="DenseWeight">The vector leg's share in the fused score, 0 to 1; the plan's when left out.</param>
internal sealed record RankingBody(
    FusionMode Fusion = FusionMode.Scores,
    bool Deduplicate = false,
    double Diversity = 0,
    int Joined = 1,
    double? Recall = null,
    double? DenseWeight = null
)
{
    // Below, a search would be fast and useless.
    private const double RecallMin = 0.5;

    /// <summary>The validated options.</summary>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal RankingOptions ToOptions()
    {
        if (Diversity is not (>= 0 and <= 1))
            throw RagException.Invalid("ranking.diversity", $"diversity is between 0 and 1; {Diversity} was sent.");
        if (Joined is < 1 or > RankingOptions.JoinedMax)
            throw RagException.Invalid("ranking.joined", $"joined is between 1 and {RankingOptions.JoinedMax}; {Joined} was sent.");
        if (Recall is not (null or (>= RecallMin and <= 1)))
            throw RagException.Invalid("ranking.recall", $"recall is between {RecallMin} and 1; {Recall} was sent.");
        if (DenseWeight is not (null or (>= 0 and <= 1)))
            throw RagException.Invalid("ranking.dense_weight", $"dense_weight is between 0 and 1; {DenseWeight} was sent.");
        return new RankingOptions
        {
            Fusion = Fusion,
            Deduplicate = Deduplicate,
            Diversity = Diversity,
            Joined = Joined,
            Recall = Recall,
            DenseWeight = DenseWeight,
        };
    }
}

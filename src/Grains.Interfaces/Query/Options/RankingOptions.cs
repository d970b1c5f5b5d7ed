using RagCluster.Corpus.Errors;

namespace RagCluster.Grains.Interfaces.Query.Options;

/// <summary>How the legs' hits become one list. The default changes nothing: scores are fused, and nothing is left out.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.RankingOptions")]
public sealed record RankingOptions
{
    /// <summary>The most passages that may be joined into one.</summary>
    public const int JoinedMax = 10;

    // Below, a search would be fast and useless.
    private const double RecallMin = 0.5;

    /// <summary>How two legs become one ranking: <c>scores</c> (default) or <c>ranks</c>.</summary>
    [Id(0)]
    [Option(ForArms = true)]
    public FusionMode Fusion { get; init; }

    /// <summary>Whether passages go that say what a better one has said.</summary>
    [Id(1)]
    [Option(ForArms = true)]
    public bool Deduplicate { get; init; }

    /// <summary>How much unlikeness to the passages before counts against relevance, 0 (default) to 1.</summary>
    [Id(2)]
    [Option(ForArms = true)]
    public double Diversity { get; init; }

    /// <summary>
    /// How many neighbours of one document may be joined into one passage, 1 (default) to 10; for search only: an answer cites chunks.
    /// </summary>
    [Id(3)]
    [Option(ForArms = true)]
    public int Joined { get; init; } = 1;

    /// <summary>The share of the true nearest chunks that the vector leg is to find, 0.5 to 1; null for the server's default.</summary>
    [Id(4)]
    [Option(ForArms = true)]
    public double? Recall { get; init; }

    /// <summary>The vector leg's share in the fused score, 0 to 1; the plan's when left out.</summary>
    [Id(5)]
    [Option(ForArms = true)]
    public double? DenseWeight { get; init; }

    internal void Check()
    {
        if (Diversity is not (>= 0 and <= 1))
            throw RagException.Invalid("ranking.diversity", $"diversity is between 0 and 1; {Diversity} was sent.");
        if (Joined is < 1 or > JoinedMax)
            throw RagException.Invalid("ranking.joined", $"joined is between 1 and {JoinedMax}; {Joined} was sent.");
        if (Recall is not (null or (>= RecallMin and <= 1)))
            throw RagException.Invalid("ranking.recall", $"recall is between {RecallMin} and 1; {Recall} was sent.");
        if (DenseWeight is not (null or (>= 0 and <= 1)))
            throw RagException.Invalid("ranking.dense_weight", $"dense_weight is between 0 and 1; {DenseWeight} was sent.");
    }
}

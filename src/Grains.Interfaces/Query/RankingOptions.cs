namespace RagCluster.Grains.Interfaces.Query;

/// <summary>How the legs' hits become one list. The default changes nothing: scores are fused, and nothing is left out.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.RankingOptions")]
public sealed record RankingOptions
{
    /// <summary>The most passages that may be joined into one.</summary>
    public const int JoinedMax = 10;

    /// <summary>How two legs become one ranking.</summary>
    [Id(0)]
    public FusionMode Fusion { get; init; }

    /// <summary>Whether passages go that say what a better one has said.</summary>
    [Id(1)]
    public bool Deduplicate { get; init; }

    /// <summary>How much unlikeness to the passages before counts against relevance, 0 to 1.</summary>
    [Id(2)]
    public double Diversity { get; init; }

    /// <summary>How many neighbours of one document may be joined into one passage; 1 joins none. For search only: an answer cites chunks.</summary>
    [Id(3)]
    public int Joined { get; init; } = 1;

    /// <summary>The share of the true nearest chunks that the vector leg is to find, above 0 and at most 1; null for the server's default.</summary>
    [Id(4)]
    public double? Recall { get; init; }

    /// <summary>The vector leg's share in the fused score, 0 to 1; null for the plan's.</summary>
    [Id(5)]
    public double? DenseWeight { get; init; }
}

namespace RagCluster.Client.Queries;

/// <summary>How the legs' hits become one list; what is null gets the server's default.</summary>
public sealed record QueryRanking
{
    /// <summary>How two legs become one ranking.</summary>
    public Fusion? Fusion { get; init; }

    /// <summary>Whether passages go that say what a better one has said.</summary>
    public bool? Deduplicate { get; init; }

    /// <summary>How much unlikeness to the passages before counts against relevance, 0 to 1.</summary>
    public double? Diversity { get; init; }

    /// <summary>How many neighbours of one document may be joined into one passage, 1 to 10; for searches.</summary>
    public int? Joined { get; init; }

    /// <summary>The share of the true nearest chunks that the vector leg is to find, 0.5 to 1.</summary>
    public double? Recall { get; init; }

    /// <summary>The vector leg's share in the fused score, 0 to 1.</summary>
    public double? DenseWeight { get; init; }
}

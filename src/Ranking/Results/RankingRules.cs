namespace RagCluster.Ranking.Results;

/// <summary>How candidates become a result. The default fuses scores and leaves nothing out but what is beyond the limit.</summary>
/// <param name="Wanted">Passages wanted, or documents where they are grouped; at least 1.</param>
public sealed record RankingRules(int Wanted)
{
    /// <summary>By what candidates are ordered first.</summary>
    public FusionRule Fusion { get; init; }

    /// <summary>The vector leg's share in the fused score, 0 to 1; BM25 has the rest.</summary>
    public double DenseWeight { get; init; } = 0.5;

    /// <summary>Whether passages go that say what a better one has said.</summary>
    public bool Deduplicate { get; init; }

    /// <summary>The most passages of one document; null for no limit.</summary>
    public int? PerDocumentMax { get; init; }

    /// <summary>How much unlikeness to the passages before counts against relevance, 0 to 1.</summary>
    public double Diversity { get; init; }

    /// <summary>Whether the last place goes to the nearest by its vector of those that are left (<see cref="NearestPlace"/>).</summary>
    public bool HasNearest { get; init; }

    /// <summary>Whether <see cref="Wanted"/> counts documents.</summary>
    public bool IsGrouped { get; init; }

    /// <summary>The most passages of the result, whatever they are counted by.</summary>
    public int PassagesMax { get; init; } = Wanted;

    /// <summary>How many neighbours of one document may be joined into one passage; 1 joins none.</summary>
    public int Joined { get; init; } = 1;
}

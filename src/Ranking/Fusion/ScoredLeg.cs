namespace RagCluster.Ranking.Fusion;

/// <summary>The scores that one leg gives to the candidates of all legs.</summary>
/// <param name="Scores">One score per candidate; null where the leg has none, which counts as the minimum.</param>
/// <param name="Minimum">The least score that the leg can give in theory: 0 for BM25, -1 for a cosine.</param>
/// <param name="Weight">The leg's weight, at least 0.</param>
public sealed record ScoredLeg(IReadOnlyList<double?> Scores, double Minimum, double Weight)
{
    /// <summary>The minimum of BM25.</summary>
    public const double Bm25Minimum = 0;

    /// <summary>The minimum of a cosine.</summary>
    public const double CosineMinimum = -1;
}

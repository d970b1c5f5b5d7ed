namespace RagCluster.Ranking.Fusion;

/// <summary>The scores that one leg gives to the candidates of all legs.</summary>
/// <param name="Scores">One score per candidate; null where the leg has none, which counts as the minimum.</param>
/// <param name="Minimum">The score that counts nothing: the least in theory, such as 0 for BM25, or the least of the candidates
/// (<see cref="FromWorst"/>).</param>
/// <param name="Weight">The leg's weight, at least 0.</param>
public sealed record ScoredLeg(IReadOnlyList<double?> Scores, double Minimum, double Weight)
{
    /// <summary>The minimum of BM25.</summary>
    public const double Bm25Minimum = 0;

    /// <summary>The minimum of a cosine.</summary>
    public const double CosineMinimum = -1;

    /// <summary>
    /// A leg that is scaled from its worst candidate: for scores whose range depends on the model that gives them. Cosines of one model
    /// fill 0 to 0.6 and those of another 0.7 to 0.9; from -1 on, the second would hardly count.
    /// </summary>
    /// <param name="scores">One score per candidate; null counts as the worst.</param>
    /// <param name="weight">The leg's weight, at least 0.</param>
    public static ScoredLeg FromWorst(IReadOnlyList<double?> scores, double weight) => new(scores, scores.Min() ?? 0, weight);
}

namespace RagCluster.Ranking.Fusion;

/// <summary>
/// Fuses scores: each leg is scaled from its minimum and its best candidate to 0 … 1, then the weighted mean is taken. Source:
/// S. Bruch, S. Gai and A. Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", TOIS 42(1), 2023 (TM2C2), which finds it ahead
/// of reciprocal rank fusion, stable under scaling and learnable from few judgements.
/// </summary>
public static class ConvexFusion
{
    /// <summary>Fuses scores.</summary>
    /// <param name="legs">At least one leg; all score the same candidates.</param>
    /// <returns>All candidates, best first.</returns>
    /// <exception cref="ArgumentException">The legs score different numbers of candidates, or all weights are 0.</exception>
    public static RankedItem[] Fuse(IReadOnlyList<ScoredLeg> legs)
    {
        ArgumentNullException.ThrowIfNull(legs);
        ArgumentOutOfRangeException.ThrowIfZero(legs.Count);
        int count = legs[0].Scores.Count;
        double weightSum = legs.Sum(leg => leg.Weight);
        if (legs.Any(leg => leg.Scores.Count != count))
            throw new ArgumentException("All legs must score the same candidates.", nameof(legs));
        if (!(weightSum > 0))
            throw new ArgumentException("At least one leg must have a weight above 0.", nameof(legs));

        double[] scores = new double[count];
        foreach (ScoredLeg leg in legs)
        {
            double range = leg.Scores.Select(score => score ?? leg.Minimum).DefaultIfEmpty(leg.Minimum).Max() - leg.Minimum;
            if (range <= 0)
                continue;
            for (int i = 0; i < count; i++)
                scores[i] += leg.Weight / weightSum * Math.Max(0, ((leg.Scores[i] ?? leg.Minimum) - leg.Minimum) / range);
        }

        return RankedItem.Order(scores.Select((score, i) => new RankedItem(i, score)));
    }
}

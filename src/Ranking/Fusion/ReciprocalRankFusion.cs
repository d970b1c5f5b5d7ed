namespace RagCluster.Ranking.Fusion;

/// <summary>
/// Fuses rankings by ranks alone. Source: G. Cormack, C. Clarke and S. Büttcher, "Reciprocal rank fusion outperforms Condorcet and
/// individual rank learning methods", SIGIR 2009. It trusts every leg alike unless weighted, so a weak leg pulls a strong one down: prefer
/// <see cref="ConvexFusion"/> where scores are known.
/// </summary>
public static class ReciprocalRankFusion
{
    /// <summary>The paper's constant: how fast the advantage of the first ranks fades.</summary>
    public const int DefaultRankConstant = 60;

    /// <summary>Fuses rankings.</summary>
    /// <param name="legs">Each leg's items, best first, none twice.</param>
    /// <param name="weights">One weight for each leg, at least 0.</param>
    /// <param name="rankConstant">See <see cref="DefaultRankConstant"/>.</param>
    /// <exception cref="ArgumentException">There are more or fewer weights than legs.</exception>
    public static RankedItem[] Fuse(
        IReadOnlyList<IReadOnlyList<int>> legs,
        ReadOnlySpan<double> weights,
        int rankConstant = DefaultRankConstant
    )
    {
        ArgumentNullException.ThrowIfNull(legs);
        if (weights.Length != legs.Count)
            throw new ArgumentException($"{legs.Count} legs need as many weights, not {weights.Length}.", nameof(weights));
        Dictionary<int, double> scores = new();
        for (int leg = 0; leg < legs.Count; leg++)
        {
            for (int rank = 0; rank < legs[leg].Count; rank++)
            {
                int item = legs[leg][rank];
                scores[item] = scores.GetValueOrDefault(item) + weights[leg] / (rankConstant + rank + 1);
            }
        }

        return RankedItem.Order(scores.Select(pair => new RankedItem(pair.Key, pair.Value)));
    }
}

using RagCluster.Ranking.Fusion;

namespace RagCluster.Ranking.Diversity;

/// <summary>
/// Picks items that are relevant and unlike those already picked. Source: J. Carbonell and J. Goldstein, "The use of MMR, diversity-based
/// reranking for reordering documents and producing summaries", SIGIR 1998.
/// </summary>
public static class MaximalMarginalRelevance
{
    /// <summary>Picks items.</summary>
    /// <param name="candidates">Best first; scores from 0 to 1.</param>
    /// <param name="similarity">How alike two items are, 0 to 1.</param>
    /// <param name="relevanceShare">1 keeps the order, 0 looks at unlikeness alone.</param>
    /// <param name="limit">The most items.</param>
    /// <returns>The picked items in the order of picking, with their own scores.</returns>
    public static RankedItem[] Select(
        IReadOnlyList<RankedItem> candidates,
        Func<int, int, double> similarity,
        double relevanceShare,
        int limit
    )
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(similarity);
        if (relevanceShare is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(relevanceShare), relevanceShare, "The share of relevance lies from 0 to 1.");
        RankedItem[] rest = [.. candidates];
        double[] nearest = new double[rest.Length];
        List<int> places = Enumerable.Range(0, rest.Length).ToList();
        List<RankedItem> picked = new();
        while (picked.Count < limit && places.Count > 0)
        {
            int best = places.MaxBy(place => relevanceShare * rest[place].Score - (1 - relevanceShare) * nearest[place]);
            picked.Add(rest[best]);
            places.Remove(best);
            foreach (int place in places)
                nearest[place] = Math.Max(nearest[place], similarity(rest[place].Item, rest[best].Item));
        }

        return [.. picked];
    }
}

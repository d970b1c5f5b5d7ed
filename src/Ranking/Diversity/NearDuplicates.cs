using RagCluster.Ranking.Fusion;

namespace RagCluster.Ranking.Diversity;

/// <summary>
/// Drops items that say what a better item has said. Texts are compared by the Jaccard similarity of their word triples. Source: A. Broder,
/// "On the resemblance and containment of documents", SEQUENCES 1997.
/// </summary>
public static class NearDuplicates
{
    /// <summary>
    /// From this similarity on, a reader would call two passages the same; overlapping neighbours of one document stay far below.
    /// </summary>
    public const double DefaultThreshold = 0.8;

    private const int ShingleWords = 3;

    /// <summary>Drops duplicates.</summary>
    /// <param name="ranked">Best first.</param>
    /// <param name="text">The text of an item.</param>
    /// <param name="threshold">Similarity, above 0 and at most 1, from which the worse of two items goes.</param>
    /// <returns>The items that stay, in order.</returns>
    public static RankedItem[] Remove(IReadOnlyList<RankedItem> ranked, Func<int, string> text, double threshold = DefaultThreshold)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(text);
        List<(RankedItem Item, Shingles Shingles)> kept = new();
        foreach (RankedItem item in ranked)
        {
            Shingles shingles = Shingles.Of(text(item.Item), ShingleWords);
            if (kept.TrueForAll(other => other.Shingles.Resemblance(shingles) < threshold))
                kept.Add((item, shingles));
        }

        return [.. kept.Select(pair => pair.Item)];
    }
}

using RagCluster.Ranking.Fusion;

namespace RagCluster.Ranking.Diversity;

/// <summary>Keeps one document from filling a result list.</summary>
public static class GroupCap
{
    /// <summary>Keeps the best items of every group.</summary>
    /// <typeparam name="TGroup">What names a group, for example a document id.</typeparam>
    /// <param name="ranked">Best first.</param>
    /// <param name="group">The group of an item.</param>
    /// <param name="perGroupMax">The most items of one group, at least 1.</param>
    /// <returns>The items that stay, in order.</returns>
    public static RankedItem[] Apply<TGroup>(IReadOnlyList<RankedItem> ranked, Func<int, TGroup> group, int perGroupMax)
        where TGroup : notnull
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentOutOfRangeException.ThrowIfLessThan(perGroupMax, 1);
        Dictionary<TGroup, int> counts = new();
        List<RankedItem> kept = new();
        foreach (RankedItem item in ranked)
        {
            TGroup key = group(item.Item);
            counts[key] = counts.GetValueOrDefault(key) + 1;
            if (counts[key] <= perGroupMax)
                kept.Add(item);
        }

        return [.. kept];
    }
}

using RagCluster.Ranking.Fusion;

namespace RagCluster.Ranking.Diversity;

/// <summary>Limits a result list by its groups instead of by its items.</summary>
public static class FirstGroups
{
    /// <summary>Keeps the items of the groups that come first, a group standing where its best item does.</summary>
    /// <typeparam name="TGroup">What names a group, for example a document id.</typeparam>
    /// <param name="ranked">Best first.</param>
    /// <param name="group">The group of an item.</param>
    /// <param name="groupsMax">The most groups, at least 1.</param>
    /// <returns>The items that stay, in order.</returns>
    public static RankedItem[] Take<TGroup>(IReadOnlyList<RankedItem> ranked, Func<int, TGroup> group, int groupsMax)
        where TGroup : notnull
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentOutOfRangeException.ThrowIfLessThan(groupsMax, 1);
        HashSet<TGroup> groups = new();
        List<RankedItem> kept = new();
        foreach (RankedItem item in ranked)
        {
            TGroup key = group(item.Item);
            if (groups.Contains(key) || (groups.Count < groupsMax && groups.Add(key)))
                kept.Add(item);
        }

        return [.. kept];
    }
}
